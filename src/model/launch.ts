import type { Launched, Listener, Served } from "./listener";

/** A file that may be there, and nobody has shown it. No text, so that no text can be mistaken for it. */
export const UNSEEN: unique symbol = Symbol("unseen");

export type FileText = string | typeof UNSEEN;

/**
 * What a launch can see of a file system. Text: the file and all of it; its unknown parts are HOLE. Null: there is surely no such
 * file. UNSEEN: it may be there, and nobody has shown it.
 */
export interface Files {
  readonly read: (path: string) => FileText | null;
  /** What is in a directory, for `include conf.d/*.conf`. Absent: nobody can list it. */
  readonly list?: (directory: string) => Listing;
}

export interface Listing {
  /** Names without the directory. */
  readonly names: readonly string[];
  /** False: there may be others. */
  readonly complete: boolean;
}

/** Environment variables. A value may hold HOLE. */
export interface Environment {
  readonly values: ReadonlyMap<string, string>;
  /** False: others may be set (an environment file, an image that nobody has shown). */
  readonly complete: boolean;
}

/** A process about to start: a program in plain argv form, after shells, wrappers and units are unwrapped. */
export interface Invocation {
  /** `argv[0]` is the program as written (`/usr/local/bin/gunicorn`). Arguments may hold HOLE. */
  readonly argv: readonly string[];
  readonly environment: Environment;
  readonly files: Files;
  /** The working directory; null where it is not known. */
  readonly cwd: string | null;
  /** Whether the process may bind ports below 1024 and runs as uid 0; null where it is not known. */
  readonly root: boolean | null;
}

/** A program that listens: how it spells the address it binds. One file each in `servers/`, data first. */
export interface Server {
  /** As people name it: `gunicorn`. */
  readonly name: string;
  /** Names of its executables, without path and version: `gunicorn`, `gunicorn3`. */
  readonly programs: readonly string[];
  /** Names for `python -m`. */
  readonly modules?: readonly string[];
  /** The page of its manual that the grammar rests on. */
  readonly manual: string;
  /** Options by which it only prints, checks or writes something, and ends, whatever else is given: `-V --check-config`. */
  readonly once?: string;
  /** Which sockets this invocation opens. */
  readonly listens: (invocation: Invocation) => Served;
  /** Whether it leaves the terminal, so that what is written after it runs. Absent, null: nobody knows. False: it never does. */
  readonly background?: false | ((invocation: Invocation) => boolean | null);
  /** How distributions package it, one entry for each that differs. */
  readonly packaged?: readonly Packaged[];
  readonly examples: readonly ServerExample[];
}

/** Whose packages a machine installs: those of Debian's family by apt, those of Fedora's by dnf and yum. */
export type Distribution = "deb" | "rpm";

/** A service as a distribution packages it. */
export interface Packaged {
  /** Whose package it is; Python's are installed by pip. Absent: both distributions have it alike. */
  readonly family?: Distribution | "pip";
  readonly packages: readonly string[];
  /** Whether its installation starts it, where that is otherwise than with the packages of the distribution. */
  readonly starts?: boolean;
  /** True: the installation enables its unit, so that the next boot starts it even where it does not start now. */
  readonly preset?: true;
  /** True: the stock machine images of its distribution have it, and run it. */
  readonly stock?: true;
  /** Of which versions this is true; absent: of those that no other entry tells of, or where the version is not known. */
  readonly versions?: RegExp;
  /** What tells the version where the installation does not: the address of a repository, the version in parentheses. */
  readonly repository?: RegExp;
  /** Packages that come along. */
  readonly brings?: readonly string[];
  /** The first is the unit, the others are names for it. None: the package only adds files. */
  readonly units: readonly string[];
  /** The lines of its `[Service]` that decide what it binds. */
  readonly service: readonly string[];
  /**
   * Its configuration as installed, by path: the lines that decide, those that include others, and those in comments that
   * administrators edit. Null: it is surely not there. `~/` stands for each home.
   */
  readonly files: Readonly<Record<string, string | null>>;
  /** Symbolic links as installed, with where they lead. */
  readonly links?: Readonly<Record<string, string>>;
  /** Other names of its files and folders, by path, `*` for what differs by version: `/etc/php/*`. */
  readonly names?: Readonly<Record<string, string>>;
  /** True: of its files, the lines that bind are the same in every version of today, so that a script which seeks others finds none. */
  readonly alike?: true;
  /** Files and folders that may change what it binds, and are not read: a script that touches them makes its sockets possible. */
  readonly reads?: readonly string[];
  /** Questions of debconf, and the line that its installation writes for an answer; null: none. An answer may hold HOLE. */
  readonly answers?: readonly {
    readonly question: string;
    readonly file: string;
    readonly line: (answer: string) => string | null;
  }[];
}

/** An invocation with what `ss -ltn` shows of it; each server proves itself by some. */
export interface ServerExample {
  readonly argv: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
  /**
   * Sockets as `protocol address port`: `tcp 0.0.0.0 8000`, `tcp * 8000` (an IPv6 socket that answers IPv4 too), `tcp [::] 8000`
   * (IPv6 alone), `unix /run/app.sock`; a leading `?` says possible. `fails CODE` where it does not start; `tunnel tcp HOST PORT` for
   * what it carries; empty: nothing.
   */
  readonly listens: readonly string[];
}

/** What an image starts by itself. */
export interface ImageStart {
  readonly entryPoint: readonly string[];
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** Files that matter to what listens, as the image ships them; what is not here is unseen. */
  readonly files: Readonly<Record<string, string>>;
  /** `EXPOSE`, for reference; it opens nothing. */
  readonly exposes: readonly number[];
}

/** A container about to start, in the words of ECS and docker alike. */
export interface ContainerStart {
  /** Null where it is not known. May hold HOLE. */
  readonly image: string | null;
  /** Null: the image's own. "unknown": written, and not known yet. */
  readonly entryPoint: readonly string[] | null | "unknown";
  readonly command: readonly string[] | null | "unknown";
  readonly environment: Environment;
  readonly cwd: string | null;
  /** What it sees: the files of its image, and what is mounted over them. */
  readonly files: (image: Files) => Files;
}

/** What a machine's first boot leads to. */
export interface Booted extends Launched {
  /** False: a part of the user data has a form that is not read, and may do anything. */
  readonly understood: boolean;
  /** What it leaves of a file, or puts at the end of one that nobody has seen; null where it writes none, or removes it. */
  readonly leaves: (path: string) => FileText | null;
}

/** What `launch/` answers for anything that is started. */
export interface Launcher {
  /** A container: image and overrides merged as docker does, then unwrapped. */
  readonly container: (start: ContainerStart) => Launched;
  /** An instance's user data as cloud-init runs it. @param distribution of its machine image; null: not known */
  readonly userData: (text: string, distribution?: Distribution | null) => Booted;
  /** What the user says that a machine image answers by itself, by its id or its name; null: nothing is said of it. */
  readonly machineImage: (names: readonly string[]) => readonly Listener[] | null;
  /** A command as typed: `quadzero listens -- ARGV`. */
  readonly command: (invocation: Invocation) => Launched;
}
