using System.CommandLine;
using Plimsoll.Oci.Images;
using Plimsoll.Publishing;

namespace Plimsoll.Cli.Options;

/// <summary>The options that divide what is published: into images without tags, and among several jobs.</summary>
internal sealed class RunOptions
{
    private readonly Option<bool> _byDigest = new("--by-digest") { Description = "Push each platform by digest, without tags; join and tag them later with 'plimsoll index'" };
    private readonly Option<string> _partition = new("--partition") { Description = "Publish partition K of N of the images (with --by-digest, of their platforms); auto reads K and N from Azure Pipelines, GitLab or a Kubernetes Indexed Job [env: PLIMSOLL_PARTITION]", HelpName = "K/N|auto" };
    private readonly Option<bool> _keepGoing = new("--keep-going") { Description = "Publish the remaining images when one fails, then exit with its code" };

    public void AddTo(Command command)
    {
        command.Add(_byDigest);
        command.Add(_partition);
        command.Add(_keepGoing);
    }

    /// <summary>The platforms of an option that takes several, with commas too.</summary>
    public static IReadOnlyList<Platform> ParsePlatforms(IReadOnlyList<string> texts) =>
        [.. texts.SelectMany(text => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Select(Platform.Parse).Distinct()];

    /// <summary>Adds what the options say to what was given.</summary>
    public PublishSettings Apply(ParseResult parsed, PublishSettings settings) => settings with
    {
        ByDigest = parsed.GetValue(_byDigest),
        Partition = parsed.GetValue(_partition),
        KeepGoing = parsed.GetValue(_keepGoing),
    };
}
