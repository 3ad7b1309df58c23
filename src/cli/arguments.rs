//! The arguments as clap reads them. It never speaks to the person: its help and its refusals are in English.

use super::Topic;
use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;

#[derive(Parser)]
#[command(name = "dmp", disable_help_flag = true, disable_version_flag = true, disable_help_subcommand = true)]
pub struct Arguments {
    #[arg(short = 'h', long, alias = "aide", global = true)]
    pub help: bool,
    #[arg(short = 'V', long)]
    pub version: bool,
    #[arg(long, hide = true)]
    pub reader_worker: bool,
    #[arg(long)]
    pub server: Option<String>,
    #[command(flatten)]
    pub shared: Shared,
    #[command(subcommand)]
    pub order: Option<Order>,
}

/// What may stand before or after the order.
#[derive(Args)]
pub struct Shared {
    #[arg(long, global = true, conflicts_with_all = ["large", "linear"])]
    pub face: Option<String>,
    #[arg(long, global = true, conflicts_with = "linear")]
    pub large: bool,
    #[arg(long, global = true)]
    pub linear: bool,
    #[arg(long, global = true)]
    pub theme: Option<String>,
    #[arg(long, global = true)]
    pub graphics: Option<String>,
    #[arg(long, global = true)]
    pub lang: Option<String>,
    #[arg(long, global = true)]
    pub place: Option<String>,
    #[arg(long, global = true)]
    pub config: Option<PathBuf>,
}

#[derive(Subcommand)]
pub enum Order {
    Demo,
    #[command(args_conflicts_with_subcommands = true)]
    Sandbox {
        #[command(subcommand)]
        order: Option<Within>,
        #[arg(long)]
        listen: Option<String>,
        #[arg(long)]
        data: Option<PathBuf>,
        #[arg(long)]
        records: Option<u32>,
        #[arg(long)]
        documents: Option<u32>,
        #[arg(long = "questionnaire")]
        questionnaires: Vec<PathBuf>,
        #[arg(long)]
        no_source_limit: bool,
    },
    Open {
        files: Vec<PathBuf>,
        #[arg(long)]
        text: bool,
        #[arg(long)]
        width: Option<usize>,
    },
}

/// Of the sandbox.
#[derive(Subcommand)]
pub enum Within {
    Act(Box<Acting>),
}

#[derive(Args)]
pub struct Acting {
    pub gesture: Option<String>,
    #[arg(long)]
    pub url: Option<String>,
    #[arg(long)]
    pub r#as: Option<String>,
    #[arg(long)]
    pub patient: Option<String>,
    #[arg(long)]
    pub document: Option<String>,
    #[arg(long)]
    pub reason: Option<String>,
    #[arg(long)]
    pub hidden: bool,
    #[arg(long)]
    pub target: Option<String>,
    #[arg(long)]
    pub days: Option<u32>,
}

impl Order {
    pub fn topic(&self) -> Topic {
        match self {
            Self::Demo => Topic::Demo,
            Self::Sandbox { order: Some(Within::Act(_)), .. } => Topic::Act,
            Self::Sandbox { order: None, .. } => Topic::Sandbox,
            Self::Open { .. } => Topic::Open,
        }
    }
}
