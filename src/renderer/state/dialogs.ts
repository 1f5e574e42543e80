/** Which dialog is open. Features name a dialog here and need not know who draws it. */
import { create } from 'zustand'

export type OpenDialog =
  | { name: 'generate' }
  | { name: 'import'; files: string[]; film?: boolean }
  | { name: 'open-catalogue' }
  | { name: 'new-catalogue'; then?: OpenDialog }
  | { name: 'settings'; page?: 'compute' | 'keys' | 'appearance' }
  | { name: 'keys' }
  | { name: 'palette' }
  | { name: 'jobs' }

export const useDialog = create<{ open: OpenDialog | null }>(() => ({ open: null }))

export const openDialog = (open: OpenDialog): void => useDialog.setState({ open })
export const closeDialog = (): void => useDialog.setState({ open: null })
