/** Who labels, and how the window looks. */
import { useEffect, useState } from 'react'
import { SelectField, TextField } from '../../components/Field.tsx'
import { Switch } from '../../components/Switch.tsx'
import { saveSettings, useSettings } from '../../state/settings.ts'

const densities = [
  { value: 'dense', title: 'Dense: rows of 24 px' },
  { value: 'comfortable', title: 'Comfortable: rows of 32 px' },
] as const
const themes = [
  { value: 'dark', title: 'Dark' },
  { value: 'light', title: 'Light' },
] as const

export function AppearancePage() {
  const settings = useSettings((state) => state.settings)
  const [author, setAuthor] = useState(settings.author)
  useEffect(() => setAuthor(settings.author), [settings.author])
  return (
    <>
      <section>
        <h2>Person</h2>
        <TextField
          label="Name that stands beside your labels; empty = your name on this computer"
          value={author}
          onChange={setAuthor}
          onCommit={(name) => name !== settings.author && void saveSettings({ author: name })}
        />
      </section>
      <section>
        <h2>Looks</h2>
        <SelectField
          label="Theme"
          value={settings.theme}
          options={themes}
          onChange={(theme) => void saveSettings({ theme })}
        />
        <SelectField
          label="Density"
          value={settings.density}
          options={densities}
          onChange={(density) => void saveSettings({ density })}
        />
      </section>
      <section>
        <h2>Verdicts</h2>
        <Switch on={settings.thenNext} onChange={(thenNext) => void saveSettings({ thenNext })}>
          Then next: a verdict goes on to the next track
        </Switch>
      </section>
    </>
  )
}
