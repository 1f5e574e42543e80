/** The command line's entry: `tracksieve COMMAND`. */
import { Command } from 'commander'
import { packageVersion } from '../paths.ts'
import { runProgram } from './commandLine/command.ts'
import { compare } from './commands/compare.ts'
import { demo } from './commands/demo.ts'
import { doctor } from './commands/doctor.ts'
import { efficiency } from './commands/efficiency.ts'
import { evaluate } from './commands/evaluate.ts'
import { exportTracks } from './commands/export.ts'
import { film } from './commands/film.ts'
import { filter } from './commands/filter.ts'
import { generate } from './commands/generate.ts'
import { importTracks } from './commands/import.ts'
import { label } from './commands/label.ts'
import { model } from './commands/model.ts'
import { open } from './commands/open.ts'
import { pretrain } from './commands/pretrain.ts'
import { runs } from './commands/runs.ts'
import { score } from './commands/score.ts'
import { serve } from './commands/serve.ts'
import { tokenizer } from './commands/tokenizer.ts'
import { tracks } from './commands/tracks.ts'
import { train } from './commands/train.ts'

const program = new Command('tracksieve')
  .description('Tell the tracks that are objects from those that are not.')
  .version(packageVersion())

const commands = [
  demo,
  open,
  serve,
  generate,
  importTracks,
  tracks,
  label,
  train,
  efficiency,
  compare,
  pretrain,
  tokenizer,
  runs,
  evaluate,
  model,
  score,
  filter,
  film,
  exportTracks,
  doctor,
]
for (const command of commands) program.addCommand(command)

await runProgram(program, process.argv)
