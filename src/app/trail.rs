//! Where the person is and how they came there.

use super::code::CodePage;
use super::compare::Comparison;
use super::directory::{FoundPage, SoughtPage};
use super::document::Opened;
use super::filters::PeriodForm;
use super::find::FindPage;
use super::form::FormPage;
use super::history::{Choosing, HistoryPage};
use super::library::Wanted;
use super::library::reimbursed::Month;
use super::library::results::ResultsPage;
use super::library::search::SearchPage;
use super::masking::MaskingPage;
use super::mine::MinePage;
use super::notices::NoticesPage;
use super::picture::PicturePage;
use super::rights::RightsPage;
use super::save::SavePage;
use super::server::ServerForm;
use super::sessions::SessionsPage;
use super::sign_in::SignInForm;
use crate::domain::{Clean, Document, Notice, NoticeId, OpenSession, PasswordPolicy, Professional, Trace};
use crate::page::Anchor;
use std::sync::Arc;

#[derive(Debug, Clone, PartialEq)]
pub enum Screen {
    Place,
    Server(ServerForm),
    SignIn(SignInForm),
    Lost,
    NewPassword(PasswordPolicy),
    /// The server asks for a step this version does not know.
    UnknownStep,
    Code(CodePage),
    Home,
    Documents,
    Files,
    ChooseCategory,
    ChoosePeriod(PeriodForm),
    ChooseAuthor,
    ChooseOrder,
    Unreadable,
    Document(Opened),
    Contents,
    Picture(PicturePage),
    /// An address that the document gives, before anything is done with it.
    Address(Clean),
    About,
    Find(FindPage),
    /// Before the other version is opened.
    AskCompare(Arc<Document>),
    Comparison(Comparison),
    /// The passages, one of which is to be copied.
    Copy,
    Gather(Wanted),
    Results(ResultsPage),
    /// One test, by its key.
    Test(Clean),
    FollowUp,
    Vaccinations,
    Treatments,
    Reimbursed,
    Month(Month),
    Search(SearchPage),
    History(Box<HistoryPage>),
    /// What of the history is looked for.
    HistoryChoice(Choosing),
    Trace(Arc<Trace>),
    UnknownTrace(Arc<Trace>),
    Rights(Box<RightsPage>),
    Notices(Box<NoticesPage>),
    Masking(Box<MaskingPage>),
    Mine(Box<MinePage>),
    Form(Box<FormPage>),
    Account,
    Sessions(SessionsPage),
    EndSession(OpenSession),
    Directory(SoughtPage),
    Professionals(FoundPage),
    Professional(Arc<Professional>),
    Save(SavePage),
    Locked,
    IdleWarning,
    Help,
    Leave,
}

impl Screen {
    /// What is seen only by somebody signed in.
    pub fn private(&self) -> bool {
        match self {
            Self::Home
            | Self::Documents
            | Self::ChooseCategory
            | Self::ChoosePeriod(_)
            | Self::ChooseAuthor
            | Self::ChooseOrder
            | Self::Unreadable
            | Self::Document(_)
            | Self::Contents
            | Self::Picture(_)
            | Self::Address(_)
            | Self::About
            | Self::Find(_)
            | Self::AskCompare(_)
            | Self::Comparison(_)
            | Self::Copy
            | Self::Gather(_)
            | Self::Results(_)
            | Self::Test(_)
            | Self::FollowUp
            | Self::Vaccinations
            | Self::Treatments
            | Self::Reimbursed
            | Self::Month(_)
            | Self::Search(_)
            | Self::History(_)
            | Self::HistoryChoice(_)
            | Self::Trace(_)
            | Self::UnknownTrace(_)
            | Self::Rights(_)
            | Self::Notices(_)
            | Self::Masking(_)
            | Self::Mine(_)
            | Self::Form(_)
            | Self::Account
            | Self::Sessions(_)
            | Self::EndSession(_)
            | Self::Directory(_)
            | Self::Professionals(_)
            | Self::Professional(_)
            | Self::Save(_) => true,
            Self::Place
            | Self::Server(_)
            | Self::SignIn(_)
            | Self::Lost
            | Self::Files
            | Self::NewPassword(_)
            | Self::UnknownStep
            | Self::Code(_)
            | Self::Locked
            | Self::IdleWarning
            | Self::Help
            | Self::Leave => false,
        }
    }
}

impl Screen {
    /// The notice of this id, where it is shown.
    pub fn notice(&self, id: &NoticeId) -> Option<&Notice> {
        let Self::Notices(page) = self else { return None };
        page.notice(id)
    }
}

/// A page on the way, with the place where the eye left it.
#[derive(Debug, Clone, PartialEq)]
pub struct Visit {
    pub screen: Screen,
    pub left: Option<Anchor>,
}

impl From<Screen> for Visit {
    fn from(screen: Screen) -> Self {
        Self { screen, left: None }
    }
}
