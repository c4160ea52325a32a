import {
  BadRequest,
  Conflict,
  FeathersError,
  Forbidden,
  GeneralError,
  Gone,
  MethodNotAllowed,
  NotAuthenticated,
  NotFound,
  TooManyRequests,
  Unavailable
} from '@feathersjs/errors'

export class PayloadTooLarge extends FeathersError {
  constructor(message: string, data?: object) {
    super(message, 'PayloadTooLarge', 413, 'payload-too-large', data ?? {})
  }
}
export class UnsupportedMediaType extends FeathersError {
  constructor(message: string, data?: object) {
    super(message, 'UnsupportedMediaType', 415, 'unsupported-media-type', data ?? {})
  }
}
export class LengthRequired extends FeathersError {
  constructor(message: string, data?: object) {
    super(message, 'LengthRequired', 411, 'length-required', data ?? {})
  }
}

/** A request that reached the wrong server. */
class MisdirectedRequest extends FeathersError {
  constructor(message: string, data?: object) {
    super(message, 'MisdirectedRequest', 421, 'misdirected-request', data ?? {})
  }
}

/** The error catalogue: every reason that Hearth gives, its class, and the one sentence that people read. */
export const catalogue = {
  // 400: the call is malformed
  invalid_json: [BadRequest, 'The body is not valid JSON.'],
  invalid_encoding: [BadRequest, 'The body is not valid UTF-8.'],
  body_not_object: [BadRequest, 'The body must be a JSON object.'],
  data_not_object: [BadRequest, 'The data must be an object.'],
  forbidden_key: [BadRequest, 'The data has a key that is not allowed.'],
  too_deep: [BadRequest, 'The data is nested too deeply.'],
  too_many_arguments: [BadRequest, 'Too many arguments.'],
  invalid_path: [BadRequest, 'The address is malformed.'],
  invalid_id: [BadRequest, 'An id must be a UUIDv7 in lower case.'],
  id_from_future: [BadRequest, 'The time in this id lies more than a day ahead. Is the clock of the device right?'],
  invalid_data: [BadRequest, 'Some of the data is not valid.'],
  unknown_property: [BadRequest, 'The data has a property that this service does not take.'],
  missing_property: [BadRequest, 'Something required is missing.'],
  query_not_allowed: [BadRequest, 'A write takes no query: it answers with the whole record.'],
  invalid_query: [BadRequest, 'The query is not valid.'],
  unknown_field: [BadRequest, 'The query names a field that cannot be asked for.'],
  unknown_operator: [BadRequest, 'The query has an operator that does not exist.'],
  unknown_sort: [BadRequest, 'Sorting by this is not possible.'],
  invalid_limit: [BadRequest, 'The limit must be a whole number within the bounds of this list.'],
  invalid_skip: [BadRequest, 'The number to skip must be a whole number from 0 to 10000.'],
  too_many_items: [BadRequest, 'The query lists too many values.'],
  invalid_cursor: [BadRequest, 'There is no such place in this room.'],
  // 400: what people type
  text_empty: [BadRequest, 'Write something first.'],
  text_too_long: [BadRequest, 'This text is too long.'],
  invalid_text: [BadRequest, 'The text is not valid.'],
  invalid_characters: [BadRequest, 'The text has characters that cannot be stored.'],
  invalid_name: [BadRequest, 'Give a name that can be seen and is not too long.'],
  invalid_slug: [BadRequest, 'An address has letters and digits, joined by single dashes.'],
  invalid_email: [BadRequest, 'This is not an e-mail address.'],
  invalid_handle: [BadRequest, 'A handle has 2 to 32 letters a–z, digits, dots, dashes or underscores.'],
  invalid_url: [BadRequest, 'A link must begin with http:// or https://.'],
  invalid_timezone: [BadRequest, 'This time zone does not exist.'],
  password_length: [BadRequest, 'A password has 10 to 128 characters.'],
  invalid_credentials_format: [BadRequest, 'Give an e-mail address and a password.'],
  parent_mismatch: [BadRequest, 'The message replied to is not in this room.'],
  not_own_image: [BadRequest, 'This is not a picture that you uploaded.'],
  invalid_image: [BadRequest, 'The picture is damaged.'],
  socket_only: [BadRequest, 'This works over a socket only.'],
  password_too_weak: [BadRequest, 'This password is easy to guess. Take a longer one, or a few words at random.'],
  invalid_or_expired_token: [BadRequest, 'This link does not work any more. Ask for a new one.'],
  invalid_expiry: [BadRequest, 'The end must lie in the future, and not too far.'],
  ambiguous_credentials: [BadRequest, 'The request carries two different sessions.'],
  invalid_amount: [BadRequest, 'This amount cannot be given here.'],
  invalid_currency: [BadRequest, 'This is not the currency of the campaign.'],
  invalid_period: [BadRequest, 'The end must come after the beginning.'],
  invalid_signature: [BadRequest, 'The notice does not come from the payment provider.'],
  // 401, 403
  not_signed_in: [NotAuthenticated, 'Sign in first.'],
  invalid_login: [NotAuthenticated, 'E-mail or password is wrong.'],
  invalid_token: [NotAuthenticated, 'The access token is not valid.'],
  session_ended: [NotAuthenticated, 'This session has ended. Sign in again.'],
  second_factor_required: [NotAuthenticated, 'Give the code of your second factor.'],
  invalid_code: [NotAuthenticated, 'The code is wrong, or was used already.'],
  invalid_assertion: [NotAuthenticated, 'The passkey could not be verified.'],
  auth_timeout: [NotAuthenticated, 'Nobody signed in on this connection.'],
  approval_pending: [Forbidden, 'Your account waits to be approved.'],
  email_unverified: [Forbidden, 'Confirm your e-mail address first.'],
  insufficient_scope: [Forbidden, 'This access token may not do this.'],
  step_up_required: [Forbidden, 'Confirm first that it is you.'],
  invitation_required: [Forbidden, 'Joining this community takes an invitation.'],
  account_suspended: [Forbidden, 'This account is suspended.'],
  cross_site: [Forbidden, 'This request does not come from our own pages.'],
  bad_origin: [Forbidden, 'Connections from this origin are not allowed.'],
  not_allowed: [Forbidden, 'You may not do this.'],
  not_member: [Forbidden, 'Join the room first.'],
  not_author: [Forbidden, 'Only the author may do this.'],
  not_moderator: [Forbidden, 'Only those who keep order in this room may do this.'],
  not_room_owner: [Forbidden, 'Only an owner of this room may do this.'],
  not_admin: [Forbidden, 'Only the people who run this community may do this.'],
  not_owner: [Forbidden, 'Only an owner of this community may do this.'],
  not_treasurer: [Forbidden, 'Only those who keep the books may do this.'],
  not_yours: [Forbidden, 'This belongs to somebody else.'],
  direct_room: [Forbidden, 'A direct conversation belongs to exactly these people.'],
  muted: [Forbidden, 'You are muted here for a while.'],
  banned: [Forbidden, 'You may not come back to this room.'],
  posting_restricted: [Forbidden, 'Only those who keep order may write in this room.'],
  blocked: [Forbidden, 'You cannot write to this person.'],
  protected_person: [Forbidden, 'This person stands above you.'],
  own_account: [Forbidden, 'You cannot do this to yourself.'],
  room_archived: [Forbidden, 'This room is archived.'],
  // 404, 405, 409, 410
  not_found: [NotFound, 'There is nothing here.'],
  room_not_found: [NotFound, 'There is no such room.'],
  user_not_found: [NotFound, 'There is no such person.'],
  unknown_event: [MethodNotAllowed, 'There is no such method.'],
  method_not_allowed: [MethodNotAllowed, 'This method does not exist here.'],
  multi_not_allowed: [MethodNotAllowed, 'Changing several records at once is not possible.'],
  id_conflict: [Conflict, 'This id belongs to something else already.'],
  email_taken: [Conflict, 'There is an account with this e-mail address already.'],
  handle_taken: [Conflict, 'This handle is taken.'],
  slug_taken: [Conflict, 'This address is taken already.'],
  campaign_closed: [Conflict, 'This campaign does not take gifts now.'],
  invalid_transition: [Conflict, 'This gift does not stand so that this can be done.'],
  refund_too_large: [BadRequest, 'There is not so much left of this gift.'],
  too_many_checkouts: [TooManyRequests, 'Finish or leave the gifts that you have begun first.'],
  already_exists: [Conflict, 'This exists already.'],
  last_owner: [Conflict, 'Somebody else must become an owner first.'],
  invite_expired: [Gone, 'This invitation has expired or has been used up.'],
  gone: [Gone, 'This message was deleted.'],
  // sizes and rates
  length_required: [LengthRequired, 'The request must say how long it is.'],
  body_too_large: [PayloadTooLarge, 'The request is too large.'],
  image_too_large: [PayloadTooLarge, 'The picture is too large: at most 5 MB and 40 megapixels.'],
  unsupported_media_type: [UnsupportedMediaType, 'The body must be JSON.'],
  unsupported_encoding: [UnsupportedMediaType, 'The body must not be encoded in this way.'],
  unsupported_image: [UnsupportedMediaType, 'Pictures must be PNG, JPEG, WebP or GIF.'],
  too_many_connections: [TooManyRequests, 'Too many connections at once.'],
  slow_mode: [TooManyRequests, 'This room is slow: wait a little before the next message.'],
  rate_limited: [TooManyRequests, 'Too many at once. Try again in a moment.'],
  bad_host: [MisdirectedRequest, 'This server answers to another name.'],
  // the server's own trouble
  busy: [Unavailable, 'The server is busy. Try again in a moment.'],
  database_unavailable: [Unavailable, 'The database does not answer. Try again in a moment.'],
  payments_unavailable: [
    Unavailable,
    'The payment provider does not answer. Nothing was charged; try again in a moment.'
  ],
  storage_full: [Unavailable, 'The disk is full. Tell whoever runs this server.'],
  internal: [GeneralError, 'Something went wrong on the server.']
} satisfies Record<string, [new (message: string, data: object) => FeathersError, string]>
