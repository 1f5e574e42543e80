/** Hands the window its bridge: named functions only, no channel of Electron's own. */
import { contextBridge, ipcRenderer, webUtils } from 'electron'
import type { Bridge, EngineState } from '../shared/bridge.ts'

const bridge: Bridge = {
  onEngineState(listener) {
    ipcRenderer.on('engine:state', (_event, state: EngineState) => listener(state))
    ipcRenderer.send('engine:hello')
  },
  connect: () => ipcRenderer.send('engine:connect'),
  restartEngine: () => ipcRenderer.send('engine:restart'),
  pickFiles: (options) => ipcRenderer.invoke('pick:files', options) as Promise<string[]>,
  pickFolder: (title) => ipcRenderer.invoke('pick:folder', title) as Promise<string | null>,
  pathOf: (file) => webUtils.getPathForFile(file),
  showInFolder: (path) => ipcRenderer.send('shell:show', path),
  openReport: (path) => ipcRenderer.send('shell:report', path),
  setTitle: (title) => ipcRenderer.send('window:title', title),
  onOpenCatalogue(listener) {
    ipcRenderer.on('catalogue:open', (_event, folder: string) => listener(folder))
  },
}

// A MessagePort can't cross the bridge: it goes to the page as a message, and only to the page's own origin.
ipcRenderer.on('engine:port', (event, about: unknown) =>
  window.postMessage(about, location.origin, event.ports),
)
contextBridge.exposeInMainWorld('tracksieve', bridge)
