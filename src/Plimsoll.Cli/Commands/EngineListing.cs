using System.Globalization;
using Plimsoll.Cli.Output;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage.Engine;
using Plimsoll.Publishing;
using Plimsoll.Tags.Hosts;

namespace Plimsoll.Cli.Commands;

/// <summary><c>plimsoll ls docker-daemon:</c>, the images of the Docker Engine; and <c>docker-daemon:NAME</c>, the tags that it has of one.</summary>
internal static class EngineListing
{
    public const string Prefix = "docker-daemon:";

    /// <param name="session">The run.</param>
    /// <param name="engine">The engine.</param>
    /// <param name="repository">The name of the images without tag; empty for all.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public static async Task<int> RunAsync(CommandSession session, IImageEngine engine, string repository, CancellationToken cancellationToken)
    {
        var wanted = repository.Length == 0 ? null : ImageReference.Parse(repository);
        if (wanted is { Tag: not null } or { Digest: not null })
            throw PlimsollException.Usage($"'{Prefix}{repository}' is an image, not a repository.", $"List the tags that the engine has of it with: plimsoll ls {Prefix}{wanted.FamiliarName}");

        var images = from image in await engine.ListAsync(cancellationToken)
                     from name in image.RepoTags
                     let reference = ImageReference.TryParse(name, out var parsed) ? parsed : null
                     where wanted is null || reference?.WithoutTagOrDigest() == wanted
                     select new EngineImageEntry(name, image.Id.ToString(), image.Created, image.Size);
        var entries = images.ToList();
        if (wanted is not null && entries.Count == 0)
            throw PlimsollException.NotFound($"The Docker Engine at {engine.Endpoint} has no image {repository}.", $"List its images with: plimsoll ls {Prefix}");

        if (session.IsJson && wanted is null)
            session.Host.Out.WriteLine(CliJson.Write(new EngineImageList(1, engine.Endpoint, entries), CliJson.Default.EngineImageList));
        else if (wanted is null)
            foreach (var line in Table(entries).Lines(session.Host.TableStyle))
                session.Host.Out.WriteLine(line);
        else
            PrintTags(session, wanted, [.. entries.Select(entry => ImageReference.Parse(entry.Name).Tag!).Order(StringComparer.Ordinal)]);
        return (int)ExitCode.Done;
    }

    private static void PrintTags(CommandSession session, ImageReference repository, List<string> tags)
    {
        if (session.IsJson)
            session.Host.Out.WriteLine(CliJson.Write(new TagList(1, Prefix + repository.FamiliarName, tags), CliJson.Default.TagList));
        else
            foreach (var tag in tags)
                session.Host.Out.WriteLine(LogText.Neutralize(tag));
    }

    private static TextTable Table(List<EngineImageEntry> entries)
    {
        var table = new TextTable("NAME", "ID", "CREATED", "BYTES");
        foreach (var entry in entries)
            table.Add(entry.Name, entry.Id, entry.Created?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "", entry.Size.ToString("N0", CultureInfo.InvariantCulture));
        return table;
    }
}
