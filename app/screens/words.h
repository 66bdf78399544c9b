// What the screens call things: one table for each kind of name, one place for each way of saying a date or an amount.
// Everything here is in the person's language; content of the council and words of people are never translated.
#pragma once

#include <string>
#include <string_view>

#include "app/screens/screen.h"
#include "core/law/law.h"

namespace waymark::screens {

// ---- Names
struct HeadingWords {
  std::string name;   // "My home"
  std::string about;  // what belongs here, one short line
  Icon icon;
};
HeadingWords words_of(Heading heading);

struct StateWords {
  std::string word;
  Icon icon;
  Tone tone;
};
StateWords words_of(PledgeState state);
StateWords words_of(Basis basis);
StateWords words_of(law::Likelihood likelihood);
StateWords words_of(Feeling feeling);

std::string words_of(OfferArea area);
/// A status of the Children Act 1989, as what it means for "you"; never as a decision.
std::string words_of(Status status);
/// Why an opinion of core/law is what it is: a whole sentence to "you".
std::string words_of(law::Reason reason);

/// "Saved on this phone"; empty when there is nothing to say. `sent_too`: say "Sent" as well.
std::string words_of(client::Delivery delivery, bool sent_too);
/// What an edit is about: "Step: Register with a GP".
std::string words_of(const client::About& it);
/// Said where another version is kept beside the shown one.
std::string two_versions();
/// Draws them as a quiet line; nothing when there is nothing to say.
void delivery_line(ui::Ui& ui, client::Delivery delivery, bool sent_too);

/// How fresh what one sees is: "1 thing was not taken and needs a look", "Up to date at 14:30",
/// "Not yet sent: 3", "No signal. …".
StateWords sync_words(const Scene& scene);

// ---- People
/// What the young person wants to be called, else their first name.
std::string called(const Person& person);
std::string first_name(std::string_view full_name);
/// First letters of the first and last name, for a row that shows a person: "SO".
std::string initials_of(std::string_view full_name);
/// The personal adviser's contact; null when there is none.
const client::Shown<Contact>* adviser_of(const client::CaseState& one);
/// "Sam", or "your personal adviser" in the council's words when nobody is named.
std::string adviser_name(const Scene& scene);
/// Who does a step: "You", "Sam", "Your landlord"; seen by whoever holds the phone.
std::string who_does(const Scene& scene, const Step& step);

// ---- Dates, times, amounts
std::string full_date(const Scene& scene, Date date);  // "Monday 3 March 2026"
std::string day(const Scene& scene, Date date);        // "Monday 3 March"
std::string short_day(const Scene& scene, Date date);  // "3 Mar"
/// "£3,000", "up to £1,200 a year", "at least £3,000".
std::string words_of(const Scene& scene, const Amount& amount);
/// A meeting that has a day: "Review in 12 days", "Review tomorrow".
std::string review_in(int days);
/// A duty that has none yet: "Review due in 12 days", "Review 3 days late".
std::string review_due(int days);
std::string visit_due(int days);
/// "Sam, Maureen" as it is said: "Sam and Maureen".
std::string joined(std::string_view names);
/// "by Friday 3 March", "was due Friday 3 March".
std::string by_when(const Scene& scene, Date due);

// ---- Languages of what is shown
/// Of words that people or the council wrote, judged by the script of their first letter, and in a Latin language by
/// letters that English does not have; empty when it is the page's or cannot be told. Screen readers change their voice
/// by it.
std::string_view language_of(std::string_view words);

/// Words of a council's pack as they are shown, and their language as of language_of().
struct Published {
  std::string words;
  std::string_view lang;
};
/// What we publish for every council (assets/national) is translated as the app itself is; what a council wrote stays
/// as it is. A pack does not tell the two apart, and need not: the catalog has exactly our words.
Published published(std::string_view words);

// ---- Links
std::string tel(std::string_view number);  // "tel:02380123456"
std::string sms(std::string_view number);
std::string mailto(std::string_view address);

}  // namespace waymark::screens
