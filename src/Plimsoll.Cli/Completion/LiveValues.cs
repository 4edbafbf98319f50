using System.CommandLine;
using System.CommandLine.Completions;
using Plimsoll.Cli.Options;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Publishing.Configuration;
using Plimsoll.Tags;

namespace Plimsoll.Cli.Completion;

/// <summary>The values of options and arguments: those that never change, and those that configuration, repository and registries have now.</summary>
/// <param name="host">The world.</param>
/// <param name="parsed">The command line so far.</param>
internal sealed class LiveValues(CommandHost host, ParseResult parsed)
{
    private static readonly string[] Platforms = ["linux/amd64", "linux/arm64", "linux/arm/v7", "linux/386", "linux/ppc64le", "linux/riscv64", "linux/s390x", "windows/amd64"];

    private string WorkingDirectory => parsed.GetValue(CommonOptions.Directory) is { } given ? Path.GetFullPath(given, host.Directory) : host.Directory;

    public async Task<IEnumerable<Candidate>> ForOptionAsync(Command command, Option option, string current, CancellationToken cancellationToken) => (command.Name, option.Name) switch
    {
        ("rollback", "--to") => [new Candidate("previous", "the image before this one")],
        (_, "--environment" or "--to") => Configuration.Environments.Select(environment => new Candidate(environment.Key, Configuration.IsProduction(environment.Key) ? "production" : "environment")),
        (_, "--component") => Configuration.Components.Select(component => new Candidate(component.Name, string.Join(' ', component.Paths))),
        (_, "--image" or "--images") => Images().Select(image => new Candidate(image.Name, image.Image)),
        ("search", "--filter") => [new Candidate("is-official=true", "only Docker's own images"), new Candidate("is-official=false", "all others"), new Candidate("stars=", "at least so many stars")],
        ("metadata", _) => Fixed(option.GetCompletions(CompletionContext.Empty)),
        (_, "--tags") => List(StrategyNames.All, current),
        (_, "--platform") => List(Platforms, current),
        (_, "--branch" or "--changed") => ReadNames().Branches.Select(branch => new Candidate(branch, "branch")),
        (_, "--registry") => Registries(),
        (_, "--report") => ReportOptions.FormatNames.Select(name => new Candidate(name)),
        (_, "--partition") => [new Candidate("auto")],
        (_, "--base" or "--from-registry") => await ImagesAsync(option.Name == "--base", current, cancellationToken),
        _ => Fixed(option.GetCompletions(CompletionContext.Empty)),
    };

    public async Task<IEnumerable<Candidate>> ForArgumentAsync(Command command, Argument argument, string current, CancellationToken cancellationToken) => (command.Name, argument.Name) switch
    {
        ("explain", _) => Plimsoll.Cli.Output.RuleText.Rules.Select(rule => new Candidate(rule.Name, rule.Title)),
        ("promote", "IMAGE") => [.. Versions(), .. await ImagesAsync(withTransports: true, current, cancellationToken)],
        ("login" or "logout", _) => Registries(),
        ("publish" or "plan", "SOURCE") => await SourcesAsync(current, cancellationToken),
        (_, "SOURCE" or "DESTINATION" or "RECEIPT" or "IMAGE" or "REPOSITORY") => await ImagesAsync(command.Name != "delete", current, cancellationToken),
        _ => Fixed(argument.GetCompletions(CompletionContext.Empty)),
    };

    /// <summary>A file that cannot be read is for the verb to complain about.</summary>
    private PlimsollConfiguration Configuration => field ??= Try(() => ConfigurationFile.Load(WorkingDirectory, parsed.GetValue(CommonOptions.Config) is { } file ? Path.GetFullPath(file, host.Directory) : null)) ?? PlimsollConfiguration.Default;

    private IReadOnlyList<NamedImage> Images() => Try(() => NamedImage.All(Configuration, host.Environment("PLIMSOLL_REGISTRY"))) ?? [];

    private IEnumerable<Candidate> Registries() =>
        Configuration.Components.Select(component => component.Registry).Append(Configuration.Registry).OfType<string>().Select(registry => new Candidate(registry, "registry"));

    /// <summary>Those that the repository has released, highest first as far as git lists them so.</summary>
    private IEnumerable<Candidate> Versions() => ReadNames().Tags.Select(tag => new Candidate(tag.StartsWith('v') && tag.Length > 1 && char.IsAsciiDigit(tag[1]) ? tag[1..] : tag, $"git tag {tag}")).Reverse();

    private (IReadOnlyList<string> Tags, IReadOnlyList<string> Branches) ReadNames() => new Plimsoll.Git.GitReferenceReader(host.Environment).NamesAt(WorkingDirectory);

    private async Task<IEnumerable<Candidate>> SourcesAsync(string current, CancellationToken cancellationToken) =>
        [.. await ImagesAsync(withTransports: true, current, cancellationToken), .. ImagePaths.Complete("files:", "files to assemble an image from", current, WorkingDirectory)];

    /// <summary>The images of the configuration; behind a colon the tags that a repository or layout has; and what a transport's path may be.</summary>
    private async Task<IEnumerable<Candidate>> ImagesAsync(bool withTransports, string current, CancellationToken cancellationToken)
    {
        var tags = await new TagCompletion(host, parsed, WorkingDirectory, Configuration).FindAsync(current, cancellationToken);
        var configured = Images()
            .Select(image => Try(() => image.Resolve(WorkingDirectory).Reference))
            .OfType<ImageReference>()
            .Select(reference => new Candidate(reference.FamiliarName, "image in plimsoll.yml"));
        return [.. tags, .. configured, .. withTransports ? ImagePaths.CompleteAll(current, WorkingDirectory) : []];
    }

    private static IEnumerable<Candidate> Fixed(IEnumerable<CompletionItem> items) => items.Select(item => new Candidate(item.Label));

    /// <summary>The last of several values that commas separate.</summary>
    private static IEnumerable<Candidate> List(IEnumerable<string> values, string current)
    {
        var before = current[..(current.LastIndexOf(',') + 1)];
        return values.Where(value => !before.Split(',').Contains(value)).Select(value => new Candidate(before + value));
    }

    private static T? Try<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is PlimsollException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            return default;
        }
    }
}
