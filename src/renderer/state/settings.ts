/** The person's settings: read once, kept by the engine, shown at once. */
import { create } from 'zustand'
import { Settings } from '../../shared/contract/engine.ts'
import { engine } from './engine.ts'
import { sayError } from './messages.ts'

interface SettingsState {
  settings: Settings
  /** false until the engine has answered. */
  loaded: boolean
}

export const useSettings = create<SettingsState>(() => ({ settings: Settings.parse({}), loaded: false }))

function show(settings: Settings): void {
  const root = document.documentElement
  root.dataset.theme = settings.theme
  root.dataset.density = settings.density
  useSettings.setState({ settings, loaded: true })
}

export async function loadSettings(): Promise<void> {
  show(await engine.engine.settings.get())
}

/** Shows the change at once; takes it back and says why when the engine refuses it. */
export async function saveSettings(patch: Partial<Settings>): Promise<void> {
  const before = useSettings.getState().settings
  show({ ...before, ...patch })
  try {
    show(await engine.engine.settings.set(patch))
  } catch (error) {
    show(before)
    sayError(error)
  }
}
