using System.CommandLine;
using Plimsoll.Cli.Options;
using Plimsoll.Cli.Output;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Sources;

namespace Plimsoll.Cli.Commands;

/// <summary><c>plimsoll tag</c>: gives an image further tags where it is, or names in other repositories.</summary>
internal sealed class TagCommand
{
    private readonly RegistryOptions _registry = new();
    private readonly Argument<string> _image = new("IMAGE") { Description = "Image in a registry, by tag or digest; oci:PATH:TAG, or docker-daemon:NAME in the Docker Engine" };
    private readonly Argument<string[]> _tags = new("TAG") { Description = "Tags to add; or full names, in another repository too", Arity = ArgumentArity.OneOrMore };

    public static Command Create(CommandHost host)
    {
        var verb = new TagCommand();
        var command = new Command("tag", "Add tags to an image in a registry, a layout or the Docker Engine") { verb._image, verb._tags };
        verb._registry.AddWithSourceTo(command);
        command.SetAction((parsed, cancellationToken) => verb.RunAsync(new CommandSession(host, parsed), parsed, cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(CommandSession session, ParseResult parsed, CancellationToken cancellationToken)
    {
        var (text, words) = (parsed.GetRequiredValue(_image), parsed.GetRequiredValue(_tags));
        var image = ImageLocation.ParseRemote(text, session.Directory);
        var names = words.Select(word => ParseName(word, image, session.Directory)).Distinct().ToList();
        await using var plimsoll = _registry.CreatePlimsoll(session, parsed, names[0], image);
        await RefuseEngineNameAsync(plimsoll, text, words, cancellationToken);
        Print(session, image, names, await plimsoll.TagAsync(image, names, cancellationToken));
        return (int)ExitCode.Done;
    }

    /// <summary>
    /// 'docker tag app:1 ghcr.io/acme/app:1' is about an image of the engine. Here a name without a registry is one of Docker Hub,
    /// where it can be somebody else's.
    /// </summary>
    private static async Task RefuseEngineNameAsync(PlimsollHost plimsoll, string text, string[] words, CancellationToken cancellationToken)
    {
        if (ImageReference.NamesRegistry(text) || !ImageReference.TryParse(text, out _) || !await DockerHubNameCheck.IsInEngineAsync(plimsoll, text, cancellationToken))
            return;

        var names = string.Join(' ', words);
        throw PlimsollException.Usage(
            $"'{text}' is an image on Docker Hub, and the Docker Engine has one of that name too.",
            $"To tag the engine's: plimsoll tag docker-daemon:{text} {names}\nTo tag that of Docker Hub: plimsoll tag docker://{text} {names}");
    }

    /// <summary>A word that can be a tag is one, in the repository of the image.</summary>
    private static ImageLocation ParseName(string word, ImageLocation image, string directory)
    {
        if (word.AsSpan().ContainsAny('/', ':'))
            return image.Transport != ImageTransport.DockerDaemon || word.StartsWith("docker-daemon:", StringComparison.Ordinal)
                ? WithTag(ImageLocation.ParseRemote(word, directory))
                : ImageLocation.ForEngine(ImageReference.Parse(word).Familiar);

        switch (image.Transport)
        {
            case ImageTransport.Registry:
                return ImageLocation.ForRegistry(image.Reference!.WithTag(word));
            case ImageTransport.OciLayout when ImageReference.IsValidTag(word):
                return ImageLocation.ForLayout(image.Path, word);
            case ImageTransport.DockerDaemon when EngineName(image) is { } name:
                return ImageLocation.ForEngine(name.WithTag(word).Familiar);
            case ImageTransport.DockerDaemon:
                throw PlimsollException.Usage($"'{word}' is a tag, and '{image}' has no name that it could belong to.", $"Pass a full name: plimsoll tag {image} NAME:{word}");
            default:
                throw PlimsollException.Usage($"'{word}' cannot be a tag of '{image}'.", "Tags are of images in a registry, in a layout (oci:PATH:TAG) or in the Docker Engine (docker-daemon:NAME).");
        }
    }

    /// <summary>The name of an image in the engine, where it is not named by its ID.</summary>
    private static ImageReference? EngineName(ImageLocation image) =>
        image.Transport == ImageTransport.DockerDaemon && !Digest.TryParse(image.Path, out _) && ImageReference.TryParse(image.Path, out var name) ? name : null;

    private static ImageLocation WithTag(ImageLocation name) => name switch
    {
        { Reference: { Digest: not null } reference } => throw PlimsollException.Usage($"'{reference.Familiar}' is a name with a digest, which an image cannot be given.", "Pass a name with a tag."),
        { Reference: { Tag: null } reference } => ImageLocation.ForRegistry(reference.WithTag("latest")),
        _ => name,
    };

    private static void Print(CommandSession session, ImageLocation image, List<ImageLocation> names, Digest digest)
    {
        var repository = NameOf(image).Repository;
        var tagged = names.ConvertAll(NameOf);
        if (session.IsJson)
        {
            List<string> tags = [.. tagged.Where(name => name.Repository == repository).Select(name => name.Tag)];
            session.Host.Out.WriteLine(CliJson.Write(new TagResult(1, repository, digest.ToString(), tags, [.. tagged.Select(name => $"{name.Repository}:{name.Tag}")]), CliJson.Default.TagResult));
        }
        else
            foreach (var (name, tag) in tagged)
                session.Host.Out.WriteLine($"{name}:{tag}@{digest}");
        session.Sink.SetOutputs(() => [
            new("image", $"{tagged[0].Repository}@{digest}"),
            new("digest", digest.ToString()),
            new("tags", string.Join('\n', tagged.Select(name => $"{name.Repository}:{name.Tag}"))),
            new("tag-names", string.Join('\n', tagged.Select(name => name.Tag).Distinct())),
        ]);
    }

    /// <summary>Where a name is, as its users write it, and its tag.</summary>
    private static (string Repository, string Tag) NameOf(ImageLocation name) =>
        (name.Reference ?? EngineName(name)) is { } reference
            ? ((name.Reference is null ? "docker-daemon:" : "") + reference.FamiliarName, reference.Tag ?? "latest")
            : ($"{(name.Transport == ImageTransport.OciLayout ? "oci:" : "docker-daemon:")}{name.Path}", name.Tag ?? "latest");
}
