/** Starting the desktop app again while it is open. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createCatalogue } from '../../src/main/engine/catalogue/open.ts'
import { holder, temporaryFolder } from '../support/catalogue.ts'
import { type ElectronApp, openElectronApp } from '../support/electronApp.ts'

let home: ReturnType<typeof temporaryFolder>
let app: ElectronApp

beforeEach(async () => {
  home = temporaryFolder()
  app = await openElectronApp({ home: home.folder })
  await app.page.getByText('Recent').first().waitFor()
})
afterEach(async () => {
  await app.close()
  home.remove()
})

/** As the first one was started, with this catalogue. */
async function startAgain(catalogue: string): Promise<number> {
  const [program, ...args] = app.command
  const env = { ...process.env, TRACKSIEVE_HOME: home.folder, TRACKSIEVE_CATALOGUE: catalogue }
  const second = spawn(program, args, { env, stdio: 'ignore' })
  const [code] = (await once(second, 'exit')) as [number]
  return code
}

it('opens the catalogue in the window that is there, and ends', async () => {
  const folder = path.join(home.folder, 'mine.tracksieve')
  createCatalogue(folder, holder).close()

  expect(await startAgain(folder)).toBe(0)

  await app.page.getByRole('button', { name: 'mine' }).waitFor()
  expect(await app.main.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
})

it('says in the window why that catalogue can not be opened', async () => {
  expect(await startAgain(path.join(home.folder, 'nowhere.tracksieve'))).toBe(0)
  await app.page
    .getByText(/nowhere\.tracksieve/)
    .first()
    .waitFor()
})
