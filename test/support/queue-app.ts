import { type INestApplicationContext, Injectable, type LoggerService, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { makeDataSource } from '@app/database';
import { ENVIRONMENT, Operation, readEnvironment } from '@app/platform';
import { type JobName, type JobProcessor, Processes, QueueModule, type QueueName } from '@app/queue';
import { DataSource } from 'typeorm';

export interface QueueAppOptions {
  databaseUrl: string;
  /** Without it the queue is PostgreSQL. */
  redisUrl?: string;
  queues: readonly QueueName[];
  processors: Type[];
}

export interface QueueApp {
  nest: INestApplicationContext;
  close: () => Promise<void>;
}

/** What the processes of this test logged as warnings and errors. */
export const complaints: string[] = [];
const complain = (message: unknown): void => void complaints.push(String(message));
const logger: LoggerService = { log: () => undefined, warn: complain, error: complain };

/** A processor made of a function. */
export function processor(job: JobName, process: JobProcessor['process']): Type {
  class Scripted implements JobProcessor {
    readonly process = process;
  }
  Injectable()(Scripted);
  Processes(job)(Scripted);
  return Scripted;
}

/** Processors of all the service's other jobs, which nothing in a test asks for. */
export const idle = (...jobs: JobName[]): Type[] => jobs.map((job) => processor(job, () => Promise.resolve()));

/** One process of the queue, as a service has it, without anything else of a service. */
export async function queueApp({ databaseUrl, redisUrl, queues, processors }: QueueAppOptions): Promise<QueueApp> {
  const environment = readEnvironment({ DATABASE_URL: databaseUrl, REDIS_URL: redisUrl ?? '' });
  const dataSource = await makeDataSource(databaseUrl, 8).initialize();
  const ground = [
    { provide: ENVIRONMENT, useValue: environment },
    { provide: DataSource, useValue: dataSource },
  ];
  @Module({})
  class Ground {}
  const providers = [...ground, Operation];
  const imports = [
    { module: Ground, global: true, providers, exports: providers },
    QueueModule.with(environment, queues),
  ];
  @Module({})
  class Service {}
  const service = { module: Service, imports, providers: processors };
  try {
    const nest = await NestFactory.createApplicationContext(service, { logger, abortOnError: false });
    const close = async (): Promise<void> => {
      await nest.close();
      await dataSource.destroy();
    };
    return { nest, close };
  } catch (error) {
    await dataSource.destroy();
    throw error;
  }
}
