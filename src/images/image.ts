import type { ImageStart } from "../model/launch";

/** An image by its tag; null where what it starts depends on a tag that is not known. */
export type Image = ImageStart | ((tag: string | null) => ImageStart | null);

/** One image: what is left out is empty. */
export const image = (start: Partial<ImageStart>): ImageStart => ({
  entryPoint: [],
  command: [],
  environment: {},
  cwd: "/",
  files: {},
  exposes: [],
  ...start,
});

/**
 * An image whose entry point is a script: the script is given to the shell reduced to what it does to the arguments.
 * @param body lines before `exec "$@"`
 */
export function scripted(script: string, body: string, start: Partial<ImageStart>): ImageStart {
  const text = `#!/bin/sh\n${body === "" ? "" : `${body}\n`}exec "$@"\n`;
  return image({ ...start, entryPoint: [script], files: { ...start.files, [script]: text } });
}

/** Options alone are options of the server: the habit of official images. https://github.com/docker-library/official-images#consistency */
export const optionsOf = (server: string): string => `case "$1" in -*) set -- ${server} "$@" ;; esac`;

export const ENTRY = "/usr/local/bin/docker-entrypoint.sh";
