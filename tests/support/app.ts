/** The whole product, built, as a person has it: a window on the desktop, or in a browser. */
import fs from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright'
import { openBrowserApp } from './browserApp.ts'
import { openElectronApp } from './electronApp.ts'

/** Where the product runs for `describe.each`. */
export const appKinds = ['chromium', 'electron'] as const
export type AppKind = (typeof appKinds)[number]

export interface AppOptions {
  /** The person's own folder (TRACKSIEVE_HOME); must outlive the app. */
  home: string
  /** Folder of the catalogue to open. */
  catalogue?: string
  /** As `npm start` does: the sample catalogue, made where there is none. */
  sample?: boolean
  environment?: NodeJS.ProcessEnv
}

export interface App {
  readonly kind: AppKind
  readonly page: Page
  /** The process that everything else was started by: Electron's main, or the loopback server. */
  readonly pid: number
  /** As a person would: the window is closed, or the server stopped. Resolves when all its processes are gone. */
  close(): Promise<void>
}

export const viewport = { width: 1440, height: 900 }

const root = path.resolve(import.meta.dirname, '../..')

/** The folder of the built product; TRACKSIEVE_OUT names another one. */
export function builtFolder(): string {
  const folder = path.resolve(root, process.env.TRACKSIEVE_OUT ?? 'out')
  if (fs.existsSync(path.join(folder, 'main', 'index.js'))) return folder
  throw new Error(`The product is not built in ${folder}: npm run build`)
}

export function openApp(kind: AppKind, options: AppOptions): Promise<App> {
  return kind === 'electron' ? openElectronApp(options) : openBrowserApp(options)
}

export const asRoot = process.getuid?.() === 0
