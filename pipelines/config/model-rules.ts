import { z } from 'zod';

/** When a model is said to want a new training. Nothing is retrained by this rule alone: the night says so. */
export const retrainRuleSchema = z
  .strictObject({
    /** Days since its training after which a model is old. */
    maxAgeDays: z.number().positive().default(100),
    /** Errors by which the live rank IC may fall short of the promised one. */
    shortfallErrors: z.number().positive().default(2),
    /** Population stability index from which a distribution has shifted (Siddiqi 2006: 0.25), beyond chance. */
    shiftedPsi: z.number().positive().default(0.25),
    /** Share of the features that may have shifted. */
    shiftedShare: z.number().min(0).max(1).default(0.25),
  })
  .prefault({});

/** When a challenger is trained, looked at, and promoted. */
export const promotionRuleSchema = z
  .strictObject({
    /** Sessions that must have come in since the last training before another challenger is trained: a week. */
    trainEverySessions: z.int().min(1).default(5),
    /** Sessions that neither model has seen, and whose outcome is known, before the one look at a challenger. */
    decideAfterSessions: z.int().min(5).default(21),
    /** Errors by which its daily rank IC must lead: 1.645 is a one-sided 5 %. */
    leadErrors: z.number().min(0).default(1.645),
  })
  .prefault({});

export type RetrainRule = z.infer<typeof retrainRuleSchema>;
export type PromotionRule = z.infer<typeof promotionRuleSchema>;
