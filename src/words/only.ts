export const NO_STATE_BEFORE =
  "this input does not tell what was deployed before: with --only opened every finding counts as opened by this change";
