import type { ReactNode } from 'react';
import { Link } from 'react-router';
import classes from './wall.module.css';

interface CardProps {
  title: string;
  /** Where the rows behind it are: an address below /command, or one of another front end. */
  to: string;
  wide?: boolean;
  children: ReactNode;
}

/** A figure, all of which leads to its rows. */
export function Card({ title, to, wide = false, children }: CardProps) {
  const className = `${classes['card']} ${wide ? classes['half'] : classes['number']}`;
  const content = (
    <>
      <h2 className={classes['title']}>{title}</h2>
      {children}
    </>
  );
  return to.startsWith('/console') ? (
    <a className={className} href={to}>
      {content}
    </a>
  ) : (
    <Link className={className} to={to}>
      {content}
    </Link>
  );
}

interface NumberCardProps {
  title: string;
  to: string;
  value: string;
  alarm?: boolean;
  children: ReactNode;
}

export function NumberCard({ title, to, value, alarm = false, children }: NumberCardProps) {
  return (
    <Card title={title} to={to}>
      <span className={`${classes['big']} ${alarm ? classes['alarm'] : ''}`}>{value}</span>
      <span className={classes['small']}>{children}</span>
    </Card>
  );
}

interface BarsProps {
  bars: readonly { key: string; label: string; value: string; share: number; colour: string }[];
}

/** Bars with their words and numbers: a colour alone says nothing. */
export function Bars({ bars }: BarsProps) {
  return (
    <ul className={classes['bars']}>
      {bars.map(({ key, label, value, share, colour }) => (
        <li key={key} className={classes['bar']}>
          <span className={classes['ellipsis']}>{label}</span>
          <b>{value}</b>
          <span className={classes['track']} aria-hidden>
            <span
              className={classes['fill']}
              style={{ display: 'block', width: `${share * 100}%`, background: colour }}
            />
          </span>
        </li>
      ))}
    </ul>
  );
}
