/** `tracksieve open`: the window, on the desktop where that is possible, else in a browser. */
import { acting, command } from '../commandLine/command.ts'
import { openWindow } from '../open.ts'

export const open = command('open', 'open the window: on the desktop, else in a browser')
  .argument('[catalogue]', 'folder NAME.tracksieve')
  .option('--sample', 'open the sample catalogue; it is made where there is none')
  .action(
    acting(async (_, catalogue: string | undefined, { sample }: { sample?: boolean }) => {
      await openWindow({ catalogue, sample })
    }),
  )
