using System.CommandLine;
using Plimsoll.Oci;
using Plimsoll.Publishing;
using Plimsoll.Tags.Versions;

namespace Plimsoll.Cli.Options;

/// <summary>The options of verbs that calculate a version, named as those of minver-cli.</summary>
internal sealed class VersionSettingOptions
{
    private readonly Option<string> _tagPrefix = new("--tag-prefix", "-t") { Description = "Prefix of version tags, such as v; matched exactly, as in MinVer, even if empty [env: PLIMSOLL_TAG_PREFIX] [default: v or none]", HelpName = "TEXT" };
    private readonly Option<string> _autoIncrement = new("--auto-increment", "-a") { Description = "Part to increment after a release: major, minor or patch [env: PLIMSOLL_AUTO_INCREMENT] [default: patch]", HelpName = "PART" };
    private readonly Option<string> _minimumMajorMinor = new("--minimum-major-minor", "-m") { Description = "Minimum version, such as 2.1 [env: PLIMSOLL_MINIMUM_MAJOR_MINOR]", HelpName = "N.N" };
    private readonly Option<string> _defaultPreReleaseIdentifiers = new("--default-pre-release-identifiers", "-p") { Description = "Prerelease identifiers after a release [env: PLIMSOLL_DEFAULT_PRE_RELEASE_IDENTIFIERS] [default: alpha.0]", HelpName = "A.B" };
    private readonly Option<string> _buildMetadata = new("--build-metadata", "-b") { Description = "Build metadata to append to the version [env: PLIMSOLL_BUILD_METADATA]", HelpName = "A.B" };
    private readonly Option<bool?> _ignoreHeight = new("--ignore-height", "-i") { Description = "Use the version of the latest tag, without the number of commits since it [env: PLIMSOLL_IGNORE_HEIGHT]", HelpName = "true|false" };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _tagPrefix, _autoIncrement, _minimumMajorMinor, _defaultPreReleaseIdentifiers, _buildMetadata, _ignoreHeight })
            command.Add(option);
    }

    /// <summary>Option, else environment, else configuration.</summary>
    public VersionSettings GetSettings(CommandSession session, ParseResult parsed) => FromOptions(parsed)
        .Or(VersionVariables.Read(session.Host.Environment))
        .Or(session.Configuration.Version);

    private VersionSettings FromOptions(ParseResult parsed) => VersionSettings.Read(
        name => name switch
        {
            "tagPrefix" => parsed.GetValue(_tagPrefix),
            "autoIncrement" => parsed.GetValue(_autoIncrement),
            "minimumMajorMinor" => parsed.GetValue(_minimumMajorMinor),
            "defaultPreReleaseIdentifiers" => parsed.GetValue(_defaultPreReleaseIdentifiers),
            "buildMetadata" => parsed.GetValue(_buildMetadata),
            "ignoreHeight" => parsed.GetValue(_ignoreHeight)?.ToString(),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, null),
        },
        (name, message) => PlimsollException.Usage($"--{VersionVariables.Words(name, '-')}: {message}."));
}
