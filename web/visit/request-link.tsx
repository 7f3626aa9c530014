import { Link } from "wouter";
import { mayOf, useMe } from "../data/me.ts";
import { useSpeech } from "../words/language.tsx";

const label = { zh: "申请视频巡诊", en: "Request a video visit" };

interface RequestLinkProps {
  readonly residentId: string;
  readonly facilityId: string;
  readonly alertId?: string;
  readonly referralId?: string;
  readonly className: string | undefined;
}

/** The way from a resident, or from an alert or a referral of theirs, to a request that knows both. */
export function RequestVisitLink({ residentId, facilityId, alertId, referralId, className }: RequestLinkProps) {
  const { say } = useSpeech();
  const me = useMe();
  if (!mayOf(me, "visit.request", facilityId)) return null;
  const query = new URLSearchParams({
    residentId,
    ...(alertId !== undefined && { alertId }),
    ...(referralId !== undefined && { referralId }),
  });
  return (
    <Link className={className} href={`/visits?${query}`}>
      {say(label)}
    </Link>
  );
}
