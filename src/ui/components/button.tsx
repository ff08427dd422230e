import type { ComponentType, ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components/Button';
import { Tooltip, TooltipTrigger } from 'react-aria-components/Tooltip';

export type Icon = ComponentType<{ size?: number | string; 'aria-hidden'?: boolean }>;
export type ButtonTone = 'primary' | 'secondary' | 'quiet' | 'danger';

type ButtonProps = Omit<AriaButtonProps, 'className' | 'children'> & {
  tone?: ButtonTone;
  icon?: Icon;
  size?: 'small' | 'normal';
  children: ReactNode;
};

export const Button = ({ tone = 'secondary', icon: IconView, size = 'normal', children, ...props }: ButtonProps) => (
  <AriaButton {...props} className={`button button-${tone} button-${size}`}>
    {IconView && <IconView size={16} aria-hidden />}
    <span>{children}</span>
  </AriaButton>
);

type IconButtonProps = Omit<AriaButtonProps, 'className' | 'children' | 'aria-label'> & { label: string; icon: Icon };

/** A button that shows only a picture; its name is read out and shown as a tooltip. */
export const IconButton = ({ label, icon: IconView, ...props }: IconButtonProps) => (
  <TooltipTrigger delay={500}>
    <AriaButton {...props} aria-label={label} className="icon-button">
      <IconView size={16} aria-hidden />
    </AriaButton>
    <Tooltip className="tooltip" placement="bottom" offset={6}>
      {label}
    </Tooltip>
  </TooltipTrigger>
);
