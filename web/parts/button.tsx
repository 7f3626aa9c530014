import type { ComponentProps } from "react";
import classes from "./button.module.css";

interface ButtonProps extends ComponentProps<"button"> {
  /** `primary`: the one thing to do here. `quiet`: looks like text until it is used. */
  readonly look?: "primary" | "plain" | "quiet";
}

export function Button({ look = "plain", className = "", type = "button", ...rest }: ButtonProps) {
  return <button type={type} className={`${classes.button} ${classes[look]} ${className}`} {...rest} />;
}
