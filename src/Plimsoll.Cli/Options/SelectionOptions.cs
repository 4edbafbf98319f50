using System.CommandLine;
using Plimsoll.Oci;
using Plimsoll.Publishing.Configuration;
using Plimsoll.Tags.Versions;

namespace Plimsoll.Cli.Options;

/// <summary>Which tags and platforms of a repository are mirrored.</summary>
internal sealed class SelectionOptions
{
    private readonly Option<string> _versions = new("--semver") { Description = "Copy only these versions, such as '>=1.25 <2', '^1.2' or 1.2.x; prereleases only if the range names one", HelpName = "RANGE" };
    private readonly Option<int?> _newest = new("--newest") { Description = "Copy only so many versions, the highest first; all variants of a version count as one", HelpName = "N" };
    private readonly Option<string[]> _match = new("--match") { Description = "Copy only tags that match a pattern with * and ?; may be repeated", HelpName = "PATTERN" };
    private readonly Option<string[]> _exclude = new("--exclude") { Description = "Do not copy tags that match a pattern with * and ?; may be repeated", HelpName = "PATTERN" };
    private readonly Option<string> _age = new("--age") { Description = "Copy only images that are not older, such as 90d, 8w or 12h", HelpName = "AGE" };
    private readonly Option<string[]> _platform = new("--platform") { Description = "Copy only these platforms of an index, which gives it a digest of its own, without the signatures of the whole index [default: the whole index]", HelpName = "OS/ARCH,…" };

    public IReadOnlyList<Option> All => [_versions, _newest, _match, _exclude, _age, _platform];

    /// <summary>The first of the options that is given, or <c>null</c>.</summary>
    public Option? FindGiven(ParseResult parsed) => All.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false });

    /// <summary>Adds what the options say to a repository.</summary>
    /// <exception cref="PlimsollException">A value is not valid (exit code 2).</exception>
    public SyncRepository Apply(ParseResult parsed, SyncRepository repository)
    {
        var newest = parsed.GetValue(_newest);
        if (newest < 1)
            throw PlimsollException.Usage($"--newest {newest} is not a number from 1.");
        return repository with
        {
            Tags =
            [
                new TagSelection
                {
                    Versions = parsed.GetValue(_versions) is { } range ? VersionRange.Parse(range) : null,
                    Newest = newest,
                    Match = parsed.GetValue(_match) ?? [],
                    Exclude = parsed.GetValue(_exclude) ?? [],
                    Age = parsed.GetValue(_age) is { } age ? AgeText.Parse(age) ?? throw PlimsollException.Usage($"'{age}' is not a valid value for --age.", $"Write {AgeText.Form}.") : null,
                },
            ],
            Platforms = RunOptions.ParsePlatforms(parsed.GetValue(_platform) ?? []),
        };
    }
}
