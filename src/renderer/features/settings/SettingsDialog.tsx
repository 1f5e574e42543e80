/** What the person prefers. Every change holds at once. */
import { useState } from 'react'
import { Dialog } from '../../components/Dialog.tsx'
import { closeDialog } from '../../state/dialogs.ts'
import { AppearancePage } from './AppearancePage.tsx'
import { ComputePage } from './ComputePage.tsx'
import { KeysPage } from './KeysPage.tsx'
import './settings.css'

const pages = [
  { id: 'compute', title: 'Compute and films', Page: ComputePage },
  { id: 'appearance', title: 'Person and looks', Page: AppearancePage },
  { id: 'keys', title: 'Keys', Page: KeysPage },
] as const
type PageId = (typeof pages)[number]['id']

export function SettingsDialog({ page: first }: { page: PageId }) {
  const [page, setPage] = useState<PageId>(first)
  const shown = pages.find((one) => one.id === page) ?? pages[0]
  const step = (by: number): void => {
    const at = pages.findIndex((one) => one.id === page)
    const next = pages[(at + by + pages.length) % pages.length]
    if (!next) return
    setPage(next.id)
    document.getElementById(`settings-tab-${next.id}`)?.focus()
  }
  return (
    <Dialog title="Settings" className="settings-dlg" onClose={closeDialog}>
      <div className="settings-cols">
        <div
          role="tablist"
          aria-label="Settings"
          aria-orientation="vertical"
          className="settings-tabs"
          onKeyDown={(event) => {
            if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
            event.preventDefault()
            step(event.key === 'ArrowDown' ? 1 : -1)
          }}
        >
          {pages.map((one) => (
            <button
              key={one.id}
              id={`settings-tab-${one.id}`}
              type="button"
              role="tab"
              aria-selected={one.id === page}
              aria-controls="settings-page"
              tabIndex={one.id === page ? 0 : -1}
              onClick={() => setPage(one.id)}
            >
              {one.title}
            </button>
          ))}
        </div>
        <div
          id="settings-page"
          role="tabpanel"
          aria-labelledby={`settings-tab-${page}`}
          className="settings-page"
        >
          <shown.Page />
        </div>
      </div>
    </Dialog>
  )
}
