#!/usr/bin/env node
/** The command `tracksieve`. In a checkout it installs and builds first what is missing. */
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { build, root, underOwnNode } from './bootstrap.mjs'

await underOwnNode(import.meta.url)
build()
await import(pathToFileURL(path.join(root, 'out', 'main', 'cli.js')).href)
