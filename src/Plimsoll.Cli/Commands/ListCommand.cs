using System.CommandLine;
using Plimsoll.Cli.Options;
using Plimsoll.Cli.Output;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Layout;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Sources;
using Plimsoll.Tags.Hosts;

namespace Plimsoll.Cli.Commands;

/// <summary><c>plimsoll ls</c>: the tags of a repository, the repositories of a registry, or the images of the Docker Engine.</summary>
internal sealed class ListCommand
{
    private const string Engine = "docker-daemon:";

    private readonly RegistryOptions _registry = new();
    private readonly Argument<string> _repository = new("REPOSITORY") { Description = "Repository such as ghcr.io/acme/app, oci:PATH, a registry with a trailing slash: localhost:5000/, or docker-daemon: for the images of the Docker Engine" };
    private readonly Option<bool> _all = new("--all") { Description = "List also the tags that signatures, attestations and lists of referrers are kept under (sha256-…)" };
    private readonly Option<bool> _long = new("--long", "-l") { Description = $"Show mutability, date, platforms and digest: up to three requests for a tag, {TagDetailReader.Parallelism} tags at a time" };

    private readonly Option<string> _sort = new Option<string>("--sort")
    {
        Description = "semver (versions, the highest first, then other tags by name), name, or created (the newest first, which needs the requests of --long)",
        DefaultValueFactory = _ => TagOrder.SemanticVersion,
        HelpName = "ORDER",
    }.AcceptOnlyFromAmong(TagOrder.SemanticVersion, TagOrder.Name, TagOrder.Created);

    public static Command Create(CommandHost host)
    {
        var verb = new ListCommand();
        var command = new Command("ls", "List the tags of a repository, the repositories of a registry, or the images of the Docker Engine") { verb._repository, verb._long, verb._sort, verb._all };
        verb._registry.AddTo(command);
        command.SetAction((parsed, cancellationToken) => verb.RunAsync(new CommandSession(host, parsed), parsed, cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(CommandSession session, ParseResult parsed, CancellationToken cancellationToken)
    {
        var text = parsed.GetRequiredValue(_repository);
        if (text.StartsWith(Engine, StringComparison.Ordinal))
            await ListEngineAsync(session, parsed, text[Engine.Length..], cancellationToken);
        else if (RegistryOf(text, session.Directory) is { } registry)
            await ListRepositoriesAsync(session, parsed, registry, cancellationToken);
        else
            await ListTagsAsync(session, parsed, text, cancellationToken);
        return (int)ExitCode.Done;
    }

    private async Task ListTagsAsync(CommandSession session, ParseResult parsed, string text, CancellationToken cancellationToken)
    {
        var location = ImageLocation.Parse(text, session.Directory);
        if (location.Reference is { Tag: not null } or { Digest: not null })
            throw NoRepository(text, location.Reference);

        await using var plimsoll = _registry.CreatePlimsoll(session, parsed, location);
        IImageRepository repository = location.Transport switch
        {
            ImageTransport.Registry => plimsoll.OpenRegistry(location.Reference!),
            ImageTransport.OciLayout => OciLayout.Open(location.Path),
            _ => throw PlimsollException.Usage($"'{location}' has no tags to list.", "Pass a repository or oci:PATH."),
        };

        var found = new List<string>();
        await foreach (var tag in repository.ListTagsAsync(cancellationToken))
            found.Add(tag);
        if (found.Count == 0)
            throw PlimsollException.NotFound($"{location} has no tags, or does not exist.");

        var order = parsed.GetRequiredValue(_sort);
        var tags = TagOrder.Sort(parsed.GetValue(_all) ? found : found.Where(tag => !Referrer.IsTechnicalTag(tag)), order);
        if (tags.Count == 0)
            session.Diagnostics.Info($"{location} has only tags of signatures and lists of referrers: {_all.Name} shows them");

        IReadOnlyList<TagDetail>? details = null;
        if (parsed.GetValue(_long) || order == TagOrder.Created)
            details = await new TagDetailReader(repository, session.Configuration.ToImagePolicy()).ReadAsync(tags, cancellationToken);
        if (order == TagOrder.Created)
            tags = [.. (details = TagOrder.SortByDate(details!)).Select(detail => detail.Tag)];

        var list = new TagList(1, location.Reference?.FamiliarName ?? location.ToString(), tags, parsed.GetValue(_long) ? [.. details!.Select(TagDetailEntry.Create)] : null);
        if (session.IsJson)
            session.Host.Out.WriteLine(CliJson.Write(list, CliJson.Default.TagList));
        else
            foreach (var line in list.ToLines(session.Host.TableStyle))
                session.Host.Out.WriteLine(line);
    }

    /// <summary>A registry's port without the slash behind it reads as a tag.</summary>
    private static PlimsollException NoRepository(string text, ImageReference reference)
    {
        var tags = $"List the tags of the repository with: plimsoll ls {reference.FamiliarName}";
        return PlimsollException.Usage(
            $"'{text}' is an image, not a repository.",
            text.Contains('/') || !ushort.TryParse(reference.Tag, out _) ? tags : $"List the repositories of a registry with: plimsoll ls {text}/");
    }

    /// <summary>The registry that a slash at the end names; <c>null</c> where the text names something else, or a directory that exists.</summary>
    private static string? RegistryOf(string text, string directory) =>
        text.IndexOf('/') is > 0 and var slash && slash == text.Length - 1
        && ImageReference.NamesRegistry(text)
        && ImageReference.TryParse(text + "repository", out var reference)
        && !Directory.Exists(Path.Combine(directory, text))
            ? reference.Registry
            : null;

    private async Task ListRepositoriesAsync(CommandSession session, ParseResult parsed, string registry, CancellationToken cancellationToken)
    {
        CheckNoTagOptions(parsed, "the repositories of a registry");
        await using var plimsoll = _registry.CreatePlimsoll(session, parsed, registry);
        var repositories = new List<string>();
        await foreach (var repository in plimsoll.ListRepositoriesAsync(registry, cancellationToken))
            repositories.Add(repository);
        repositories.Sort(StringComparer.Ordinal);

        if (session.IsJson)
            session.Host.Out.WriteLine(CliJson.Write(new RepositoryList(1, registry, repositories), CliJson.Default.RepositoryList));
        else
            foreach (var repository in repositories)
                session.Host.Out.WriteLine(LogText.Neutralize($"{registry}/{repository}"));
    }

    /// <param name="session">The run.</param>
    /// <param name="parsed">The command line.</param>
    /// <param name="name">The repository whose images are listed, with a tag only that one; empty for all.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    private async Task ListEngineAsync(CommandSession session, ParseResult parsed, string name, CancellationToken cancellationToken)
    {
        CheckNoTagOptions(parsed, "the images of the Docker Engine");
        var wanted = name.Length == 0 ? null : ImageReference.Parse(name);
        await using var plimsoll = session.CreatePlimsoll();
        var images = (await plimsoll.Engine.ListAsync(cancellationToken))
            .OrderByDescending(image => image.Created ?? DateTimeOffset.MinValue).ThenBy(image => image.Id.ToString(), StringComparer.Ordinal)
            .SelectMany(EngineImageEntry.Create)
            .Where(image => wanted is null || IsOf(image, wanted))
            .ToList();
        if (wanted is not null && images.Count == 0)
            throw PlimsollException.NotFound($"The Docker Engine at {plimsoll.Engine.Endpoint} has no image {name}.", $"List all its images with: plimsoll ls {Engine}");

        var list = new EngineImageList(1, plimsoll.Engine.Endpoint, images);
        if (session.IsJson)
            session.Host.Out.WriteLine(CliJson.Write(list, CliJson.Default.EngineImageList));
        else
            foreach (var line in list.ToLines(session.Host.Clock.GetUtcNow(), session.Host.TableStyle))
                session.Host.Out.WriteLine(line);
    }

    private static bool IsOf(EngineImageEntry image, ImageReference wanted) =>
        ImageReference.TryParse(image.Name, out var name) && name.Name == wanted.Name && (wanted.Tag is null || wanted.Tag == image.Tag);

    private void CheckNoTagOptions(ParseResult parsed, string what)
    {
        if (new Option[] { _long, _sort, _all }.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is { } given)
            throw PlimsollException.Usage($"{given.Name} is for the tags of a repository, not for {what}.", "Leave it out.");
    }
}
