/** What every command shares: `--json`, its output, and the end of the process. */
import { Command, CommanderError } from 'commander'
import { toCommandError, UsageError } from './errors.ts'
import { exitCodeOf, exitCodes } from './exitCodes.ts'
import { createOutput, type Output } from './output.ts'

/** A command with `--json`, ready for its arguments and options. */
export const command = (name: string, description: string): Command =>
  new Command(name)
    .description(description)
    .option('--json', 'one JSON document to stdout, everything else to stderr')

/** Wraps what a command does: errors are told as the product tells them, and decide the exit code. */
export const acting = <Values extends unknown[]>(
  work: (output: Output, ...values: Values) => Promise<void>,
) =>
  async function (this: Command, ...values: unknown[]): Promise<void> {
    const output = createOutput(this.opts<{ json?: boolean }>().json === true, {
      out: process.stdout,
      err: process.stderr,
    })
    try {
      // Commander gives arguments, then options, then the command itself.
      await work(output, ...(values.slice(0, -1) as Values))
    } catch (thrown) {
      if (thrown instanceof UsageError) this.error(`error: ${thrown.message}`)
      const error = toCommandError(thrown)
      output.error(error.body)
      if (error.code === 'INTERNAL') console.error(error.cause ?? error)
      process.exitCode = exitCodeOf(error.code)
    }
  }

/** Runs the program; wrong usage ends with 2 (and, with --json, with a document that says so). */
export async function runProgram(program: Command, argv: readonly string[]): Promise<void> {
  const all = [program, ...program.commands, ...program.commands.flatMap((one) => one.commands)]
  for (const each of all) each.exitOverride()
  try {
    await program.parseAsync(argv)
  } catch (thrown) {
    if (!(thrown instanceof CommanderError)) throw thrown
    if (thrown.exitCode === 0) return
    process.exitCode = exitCodes.usage
    if (argv.includes('--json')) {
      const error = { code: 'VALIDATION', message: thrown.message, hint: 'See --help.', retryable: false }
      process.stdout.write(`${JSON.stringify({ error })}\n`)
    }
  }
}
