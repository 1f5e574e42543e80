/** Main's side of the window's bridge. Every message is checked for its sender and its shape. */
import {
  BrowserWindow,
  dialog,
  type IpcMainEvent,
  type IpcMainInvokeEvent,
  ipcMain,
  MessageChannelMain,
  shell,
} from 'electron'
import { z } from 'zod'
import type { PortMessage } from '../../../shared/bridge.ts'
import type { EngineHost } from '../engine/engineHost.ts'
import { isOwnFrame } from './origin.ts'

const PickOptions = z.object({
  title: z.string(),
  filters: z.array(z.object({ name: z.string(), extensions: z.array(z.string()) })).optional(),
  multiple: z.boolean().optional(),
})

/** Pages that the engine wrote into a catalogue: whatever asks for it, no program is started. */
const ReportPath = z.string().regex(/[\\/]reports[\\/]comparison-\d+\.html$/)

export function serveBridge(host: EngineHost): void {
  on('engine:hello', ({ sender }) => sender.send('engine:state', host.state))
  on('engine:connect', (event) => connect(host, event))
  on('engine:restart', () => host.start())
  on('shell:show', (_event, path) => shell.showItemInFolder(z.string().parse(path)))
  on('shell:report', (_event, path) => {
    const report = ReportPath.safeParse(path)
    if (report.success) void shell.openPath(report.data)
  })
  on('window:title', ({ sender }, title) =>
    BrowserWindow.fromWebContents(sender)?.setTitle(z.string().parse(title)),
  )
  handle('pick:files', async (window, options) => {
    const { title, filters, multiple } = PickOptions.parse(options)
    const properties: ('openFile' | 'multiSelections')[] = multiple
      ? ['openFile', 'multiSelections']
      : ['openFile']
    return (await dialog.showOpenDialog(window, { title, filters: filters ?? [], properties })).filePaths
  })
  handle('pick:folder', async (window, title) => {
    const { filePaths } = await dialog.showOpenDialog(window, {
      title: z.string().parse(title),
      properties: ['openDirectory', 'createDirectory'],
    })
    return filePaths[0] ?? null
  })
}

/** A window asks once for each start of the engine. */
function connect(host: EngineHost, { sender }: IpcMainEvent): void {
  if (host.state.state !== 'ready') return
  const { port1, port2 } = new MessageChannelMain()
  host.connect(port1)
  const about: PortMessage = { tracksieve: 'engine-port', generation: host.state.generation }
  sender.postMessage('engine:port', about, [port2])
}

function on(channel: string, listener: (event: IpcMainEvent, value: unknown) => void): void {
  ipcMain.on(channel, (event, value: unknown) => {
    if (isOwnFrame(event)) listener(event, value)
  })
}

function handle(channel: string, answer: (window: BrowserWindow, value: unknown) => Promise<unknown>): void {
  ipcMain.handle(channel, (event: IpcMainInvokeEvent, value: unknown) => {
    const window = BrowserWindow.fromWebContents(event.sender)
    if (!isOwnFrame(event) || !window) throw new Error('refused')
    return answer(window, value)
  })
}
