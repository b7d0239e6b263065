//! Reads an estate as it is written on a command line: `demo`, `empty`, `scaled:2000`, `custom-models:250`,
//! `mixed:2000`, `sagemaker-models:1000`.

use std::str::FromStr;

use super::Estate;

/// AWS's documented example account.
pub(crate) const DEMO_ACCOUNT: &str = "111122223333";

/// An estate by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EstateSpec {
    Demo,
    Empty,
    Scaled(usize),
    CustomModels(usize),
    Mixed(usize),
    SageMakerModels(usize),
}

/// Why an estate's name cannot be read.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "no estate is called {0:?}; there are demo, empty, scaled:N, custom-models:N, mixed:N and sagemaker-models:N"
)]
pub struct EstateSpecError(String);

impl EstateSpec {
    pub fn build(self) -> Estate {
        match self {
            Self::Demo => Estate::demo(),
            Self::Empty => Estate::empty(DEMO_ACCOUNT),
            Self::Scaled(assets) => Estate::scaled(assets),
            Self::CustomModels(count) => Estate::empty(DEMO_ACCOUNT).with_custom_models(count),
            Self::Mixed(assets) => Estate::mixed(assets),
            Self::SageMakerModels(count) => {
                Estate::empty(DEMO_ACCOUNT).with_sagemaker("model", count)
            }
        }
    }
}

impl FromStr for EstateSpec {
    type Err = EstateSpecError;

    fn from_str(text: &str) -> Result<Self, EstateSpecError> {
        let error = || EstateSpecError(text.to_owned());
        let (name, number) = text.split_once(':').unwrap_or((text, ""));
        let count = || number.parse().map_err(|_| error());
        match (name, number) {
            ("demo", "") => Ok(Self::Demo),
            ("empty", "") => Ok(Self::Empty),
            ("scaled", _) => Ok(Self::Scaled(count()?)),
            ("custom-models", _) => Ok(Self::CustomModels(count()?)),
            ("mixed", _) => Ok(Self::Mixed(count()?)),
            ("sagemaker-models", _) => Ok(Self::SageMakerModels(count()?)),
            _ => Err(error()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::EstateSpec;

    #[test]
    fn estates_have_names() {
        assert_eq!("demo".parse(), Ok(EstateSpec::Demo));
        assert_eq!("scaled:2000".parse(), Ok(EstateSpec::Scaled(2000)));
        assert_eq!("mixed:2000".parse(), Ok(EstateSpec::Mixed(2000)));
        assert_eq!(
            "sagemaker-models:1000".parse(),
            Ok(EstateSpec::SageMakerModels(1000))
        );
        for wrong in ["", "demo:1", "scaled", "scaled:many", "huge"] {
            assert!(wrong.parse::<EstateSpec>().is_err(), "{wrong}");
        }
    }
}
