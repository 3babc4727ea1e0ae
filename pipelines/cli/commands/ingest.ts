import type { Command } from 'commander';
import { addCacheFlags, addCommonFlags, type CacheFlags, toCount } from '../flags.js';
import { ingestCounts } from '../ingest-counts.js';
import { print, printJson } from '../output.js';
import { type CommonFlags, openPrices, openSession } from '../session.js';
import { addSourceFlags, type SourceFlags } from '../source-options.js';
import { formatTable } from '../table.js';

interface IngestFlags extends CommonFlags, SourceFlags, CacheFlags {
  readonly rejections?: string;
}

const EXAMPLES = `
Sources:
  synthetic   a made-up market from a seed; no network, no files
  csv         --path a file, a folder or a pattern; one long table or one file a symbol; plain or gzip
  parquet     --path likewise
  polygon     the vendor's daily bars; the key comes from POLYGON_API_KEY; answers are kept, and asked for once

Examples:
  npx technic ingest --source csv --path prices/ --columns date=Day,close=Last
  npx technic ingest --source csv --path prices.csv.gz --rejections 50`;

export function registerIngest(program: Command, signal: AbortSignal): void {
  const command = program
    .command('ingest')
    .description('Read and validate prices, without a scan: what is accepted, rejected and flagged.')
    .option('--rejections <n>', 'how many rejected rows to list', '10')
    .addHelpText('after', EXAMPLES);
  addSourceFlags(addCommonFlags(addCacheFlags(command))).action(async (flags: IngestFlags) => {
    const session = await openSession(flags, signal);
    const listed = toCount('--rejections', flags.rejections, 0) ?? 0;
    const database = await openPrices(session, flags);
    try {
      const [ingest] = await database.rows('SELECT * FROM ingests ORDER BY finished_at DESC LIMIT 1');
      const counts = await ingestCounts(database);
      const rejected = await database.rows('SELECT * FROM rejections ORDER BY source, line LIMIT $1', [
        listed,
      ]);
      session.close();
      if (flags.json) {
        printJson({
          run: { dataHash: ingest.data_hash, source: ingest.label },
          ingest: counts,
          rejections: rejected,
        });
        return;
      }
      print(
        `${ingest.label}: ${counts.symbols} ${counts.symbols === 1 ? 'symbol' : 'symbols'}, ${counts.firstDate} to ${counts.lastDate}, data ${String(ingest.data_hash).slice(0, 8)}`,
      );
      print(
        `rows: ${counts.rowsRead} read = ${counts.rowsAccepted} accepted + ${counts.rowsRejected} rejected`,
      );
      for (const [reason, n] of Object.entries(counts.rejectionsByReason))
        print(`  rejected, ${reason}: ${n}`);
      for (const [kind, n] of Object.entries(counts.flagsByKind)) print(`  flagged, ${kind}: ${n}`);
      if (rejected.length > 0) {
        const columns = ['source', 'line', 'symbol', 'date', 'reason', 'detail'].map((title) => ({
          title,
          align: 'left' as const,
        }));
        print(
          formatTable(
            columns,
            rejected.map((row) => columns.map(({ title }) => String(row[title] ?? ''))),
          ),
        );
      }
    } finally {
      database.close();
    }
  });
}
