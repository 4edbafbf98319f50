using System.CommandLine;
using Plimsoll.Cli.Options;
using Plimsoll.Cli.Output;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Layout;
using Plimsoll.Publishing;
using Plimsoll.Tags.Hosts;

namespace Plimsoll.Cli.Commands;

/// <summary><c>plimsoll ls</c>: the tags of a repository, or the repositories of a registry.</summary>
internal sealed class ListCommand
{
    private readonly RegistryOptions _registry = new();
    private readonly Argument<string> _repository = new("REPOSITORY") { Description = "Repository such as ghcr.io/acme/app, oci:PATH, a registry with a trailing slash: localhost:5000/, or docker-daemon: for the images of the Docker Engine" };

    public static Command Create(CommandHost host)
    {
        var verb = new ListCommand();
        var command = new Command("ls", "List the tags of a repository, or the repositories of a registry") { verb._repository };
        verb._registry.AddTo(command);
        command.SetAction((parsed, cancellationToken) => verb.RunAsync(new CommandSession(host, parsed), parsed, cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(CommandSession session, ParseResult parsed, CancellationToken cancellationToken)
    {
        var text = parsed.GetRequiredValue(_repository);
        if (RegistryOf(text, session.Directory) is { } registry)
            return await ListRepositoriesAsync(session, parsed, registry, cancellationToken);

        if (text.StartsWith(EngineListing.Prefix, StringComparison.Ordinal))
        {
            await using var local = session.CreatePlimsoll();
            return await EngineListing.RunAsync(session, local.Engine, text[EngineListing.Prefix.Length..], cancellationToken);
        }

        var location = ImageLocation.Parse(text, session.Directory);
        if (location.Reference is { Tag: not null } or { Digest: not null })
            throw NoRepository(text, location.Reference);

        await using var plimsoll = _registry.CreatePlimsoll(session, parsed, location);
        IImageRepository repository = location.Transport switch
        {
            ImageTransport.Registry => plimsoll.OpenRegistry(location.Reference!),
            ImageTransport.OciLayout => OciLayout.Open(location.Path),
            _ => throw PlimsollException.Usage($"'{location}' has no tags to list.", "Pass a repository, oci:PATH or docker-daemon:."),
        };

        var tags = new List<string>();
        await foreach (var tag in repository.ListTagsAsync(cancellationToken))
            tags.Add(tag);
        tags.Sort(StringComparer.Ordinal);
        if (tags.Count == 0)
            throw PlimsollException.NotFound($"{location} has no tags, or does not exist.");

        if (session.IsJson)
            session.Host.Out.WriteLine(CliJson.Write(new TagList(1, location.Reference?.FamiliarName ?? location.ToString(), tags), CliJson.Default.TagList));
        else
            foreach (var tag in tags)
                session.Host.Out.WriteLine(LogText.Neutralize(tag));
        return (int)ExitCode.Done;
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

    private async Task<int> ListRepositoriesAsync(CommandSession session, ParseResult parsed, string registry, CancellationToken cancellationToken)
    {
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
        return (int)ExitCode.Done;
    }
}
