/** Work of this feature that runs in a worker thread. */
import { prepare } from './prepare.ts'

export const tasks = { 'interchange.prepare': prepare }
