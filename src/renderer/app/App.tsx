/** The whole window: top bar, view, status bar; dialogs, banner and toast above them. */
import { useEffect, useLayoutEffect } from 'react'
import { ToastArea } from '../components/Toast.tsx'
import { useDialog } from '../state/dialogs.ts'
import { useCatalogueName } from '../state/queries.ts'
import { rememberPlace } from '../state/catalogue.ts'
import { useRoute } from '../state/route.ts'
import { startSession } from '../state/session.ts'
import { Dialogs } from './Dialogs.tsx'
import { DropAnywhere } from './DropAnywhere.tsx'
import { EngineBanner } from './EngineBanner.tsx'
import { ErrorBoundary } from './ErrorBoundary.tsx'
import { onKeyDown } from './keyHandler.ts'
import { StatusBar } from './StatusBar.tsx'
import { TopBar } from './TopBar.tsx'
import { useWindowHandlers } from './useWindowHandlers.ts'
import { ViewOf } from './ViewOf.tsx'
import './App.css'

export function App() {
  useEffect(startSession, [])
  useLayoutEffect(() => {
    addEventListener('keydown', onKeyDown)
    return () => removeEventListener('keydown', onKeyDown)
  }, [])
  useWindowHandlers()
  const view = useRoute((route) => route.view)
  const dialog = useDialog((state) => state.open?.name)
  const name = useCatalogueName()
  useEffect(rememberPlace, [view])
  useEffect(() => {
    const title = name ? `${name} – Tracksieve` : 'Tracksieve'
    document.title = title
    window.tracksieve?.setTitle(title)
  }, [name])

  return (
    <div className="app">
      <TopBar />
      <main id="view">
        <EngineBanner />
        <ErrorBoundary resetKey={view}>
          <ViewOf view={name ? view : 'start'} />
        </ErrorBoundary>
      </main>
      <StatusBar />
      <ErrorBoundary resetKey={dialog}>
        <Dialogs />
      </ErrorBoundary>
      <ToastArea />
      <DropAnywhere />
    </div>
  )
}
