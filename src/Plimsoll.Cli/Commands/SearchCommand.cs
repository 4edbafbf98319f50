using System.CommandLine;
using System.Globalization;
using Plimsoll.Cli.Options;
using Plimsoll.Cli.Output;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Sources;
using Plimsoll.Tags.Hosts;

namespace Plimsoll.Cli.Commands;

/// <summary><c>plimsoll search</c>: finds images at Docker Hub, without an engine, or in the catalog of a registry.</summary>
internal sealed class SearchCommand
{
    /// <summary>As much of a description as <c>docker search</c> shows.</summary>
    private const int DescriptionWidth = 45;

    private readonly RegistryOptions _registry = new();
    private readonly Argument<string> _term = new("TERM") { Description = "Part of a name or description on Docker Hub, or REGISTRY/TERM for part of a name in a registry that lists its repositories" };
    private readonly Option<int> _limit = new("--limit") { Description = "Most results, 1 to 100", HelpName = "N", DefaultValueFactory = _ => 25 };
    private readonly Option<string[]> _filter = new("--filter", "-f") { Description = "Only these: is-official=true|false, stars=N (at least N); can be repeated", HelpName = "NAME=VALUE" };
    private readonly Option<bool> _noTrunc = new("--no-trunc") { Description = "Print whole descriptions" };

    public static Command Create(CommandHost host)
    {
        var verb = new SearchCommand();
        var command = new Command("search", "Search for images on Docker Hub, or in the catalog of a registry") { verb._term, verb._limit, verb._filter, verb._noTrunc };
        verb._registry.AddTo(command);
        command.SetAction((parsed, cancellationToken) => verb.RunAsync(new CommandSession(host, parsed), parsed, cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(CommandSession session, ParseResult parsed, CancellationToken cancellationToken)
    {
        var request = Read(session, parsed);
        await using var plimsoll = _registry.CreatePlimsoll(session, parsed, request.Registry);
        var found = await plimsoll.SearchAsync(request, cancellationToken);

        if (session.IsJson)
            session.Host.Out.WriteLine(CliJson.Write(
                new SearchReport(1, request.Registry ?? ImageReference.DockerHub, request.Term, [.. found.Select(image => new SearchEntry(image.Name, image.Description, image.Stars, image.IsOfficial))]),
                CliJson.Default.SearchReport));
        else
            foreach (var line in Table(found, request.Registry is null, parsed.GetValue(_noTrunc)).Lines(session.Host.TableStyle))
                session.Host.Out.WriteLine(line);
        return (int)ExitCode.Done;
    }

    private SearchRequest Read(CommandSession session, ParseResult parsed)
    {
        var text = parsed.GetRequiredValue(_term);
        var slash = text.IndexOf('/');
        var registry = ImageReference.NamesRegistry(text) && ImageReference.TryParse($"{text[..slash]}/x", out var reference) ? reference.Registry : null;
        var term = (registry is null ? text : text[(slash + 1)..]).Trim();
        if (registry == ImageReference.DockerHub)
            registry = null;
        if (term.Length == 0 && registry is null)
            throw PlimsollException.Usage("The term to search for is empty.", "Write a part of the image's name: plimsoll search nginx");

        var request = new SearchRequest(term) { Registry = registry, Limit = parsed.GetValue(_limit) };
        if (request.Limit is < 1 or > HubSearch.MaximumResults)
            throw PlimsollException.Usage($"'{request.Limit}' is not a valid value for --limit.", $"Pass a number from 1 to {HubSearch.MaximumResults}.");
        foreach (var filter in parsed.GetValue(_filter) ?? [])
            request = Apply(filter, request, session.Diagnostics);
        return request;
    }

    private static SearchRequest Apply(string filter, SearchRequest request, Diagnostics diagnostics)
    {
        var sign = filter.IndexOf('=');
        var (name, value) = sign < 0 ? (filter, "") : (filter[..sign], filter[(sign + 1)..]);
        if (request.Registry is { } registry)
            throw PlimsollException.Usage($"--filter {filter} cannot be used for {registry}: only Docker Hub has official images and stars.", $"Search without it: plimsoll search {registry}/{request.Term}");

        switch (name)
        {
            case "is-official" when bool.TryParse(value, out var isOfficial):
                return request with { IsOfficial = isOfficial };
            case "stars" when long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var stars):
                return request with { Stars = stars };
            case "is-automated" when bool.TryParse(value, out _):
                diagnostics.Warn($"--filter {filter} has no effect: Docker Hub no longer marks automated builds");
                return request;
            default:
                throw PlimsollException.Usage($"'{filter}' is not a valid value for --filter.", "Known: is-official=true, is-official=false, stars=N.");
        }
    }

    /// <summary>The columns of <c>docker search</c>; a catalog has only names.</summary>
    private static TextTable Table(IEnumerable<FoundImage> found, bool isHub, bool isWhole)
    {
        var table = isHub ? new TextTable("NAME", "DESCRIPTION", "STARS", "OFFICIAL") : new TextTable("NAME");
        foreach (var image in found)
            if (isHub)
                table.Add(image.Name, isWhole ? image.Description ?? "" : Shorten(image.Description ?? ""), (image.Stars ?? 0).ToString(CultureInfo.InvariantCulture), image.IsOfficial == true ? "[OK]" : "");
            else
                table.Add(image.Name);
        return table;
    }

    private static string Shorten(string text)
    {
        if (text.Length <= DescriptionWidth)
            return text;

        // Half of a character that takes two units would be none.
        var end = DescriptionWidth - 1;
        return $"{text[..(char.IsHighSurrogate(text[end - 1]) ? end - 1 : end)]}…";
    }
}
