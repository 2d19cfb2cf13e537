/** In place of `quadzero/cdktf` where a program is to be synthesised whatever it opens. */
export const quadzero = (): void => undefined;
