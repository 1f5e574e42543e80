/** Electron's entry. */
import { runDesktop } from './hosts/desktop/desktop.ts'

runDesktop()
