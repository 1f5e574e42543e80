/** What every topic builds on: a procedure whose refusals carry the product's error body. */
import { oc } from '@orpc/contract'
import { z } from 'zod'
import { type ErrorCode, ErrorBody, errorCodes } from '../errors.ts'

type Errors = Record<ErrorCode, { data: typeof ErrorBody }>
const errors = Object.fromEntries(errorCodes.map((code) => [code, { data: ErrorBody }])) as Errors

export const procedure = oc.errors(errors)
export const Id = z.number().int().positive()
export const JobStarted = z.object({ job: Id })
export const Nothing = z.object({})
/** Unix time in milliseconds. */
export const Time = z.number()
