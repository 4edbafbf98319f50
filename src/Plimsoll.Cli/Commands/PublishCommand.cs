using System.CommandLine;
using Plimsoll.Cli.Options;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing.Destinations;
using Plimsoll.Publishing.Planning;

namespace Plimsoll.Cli.Commands;

/// <summary><c>plimsoll publish</c>: sends an image and lets the derived tags name it.</summary>
internal sealed class PublishCommand
{
    private readonly TagOptions _tags = new();
    private readonly Argument<string?> _source = new("SOURCE")
    {
        Description = "Image to publish: oci:PATH[:TAG], oci-archive:FILE, docker-archive:FILE, docker-daemon:NAME, dir:PATH, files:PATH, a reference, or a bare path [default: the image built by 'build' in plimsoll.yml, else its 'source']",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string[]> _image = new("--image", "-i") { Description = "Name of the image, or of one of 'images' in plimsoll.yml; NAME=SOURCE, repeated, publishes several. Without a registry, the image is written to an OCI layout under artifacts/images [env: PLIMSOLL_IMAGE]", HelpName = "NAME[=SOURCE]" };
    private readonly Option<string> _via = new Option<string>("--via") { Description = "Publish directly to the registry, or through the Docker Engine; auto uses the engine for docker-daemon:NAME if there are no credentials for the registry [default: direct] [env: PLIMSOLL_VIA]", HelpName = "direct|engine|auto" }.AcceptOnlyFromAmong("direct", "engine", "auto");
    private readonly Option<string[]> _platform = new("--platform") { Description = "Platform to publish from an index, or platform of an image assembled from files:PATH. Several, separated by commas or repeated, become one index; {os} and {arch} in PATH are replaced for each [default: the whole index; for files:PATH, linux on this machine's architecture]", HelpName = "OS/ARCH,…" };
    private readonly Option<string> _base = new("--base") { Description = "Base image for the files of files:PATH [default: none]", HelpName = "IMAGE" };
    private readonly Option<string[]> _entrypoint = new("--entrypoint") { Description = "Entrypoint of an image assembled from files:PATH; repeat it for arguments", HelpName = "WORD" };
    private readonly MarkOptions _marks = new();
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Print what would be done without writing anything, as 'plimsoll plan' does" };
    private readonly Option<bool> _reuse = new("--reuse") { Description = "Publish the image that the Git SHA tag of the commit already points to, if there is one, instead of SOURCE" };
    private readonly Option<string> _fromPlan = new("--from-plan") { Description = "Execute this saved plan; fail if the registry, commit, policy or source has changed since it was made", HelpName = "FILE" };
    private readonly RunOptions _run = new();
    private readonly PublishRunner _verb = new();

    public static Command Create(CommandHost host)
    {
        var verb = new PublishCommand();
        var command = new Command("publish", "Publish an image under the tags derived from the git repository");
        verb.AddTo(command, [verb._dryRun, verb._fromPlan, .. verb._verb.ExecuteOptions]);
        command.SetAction((parsed, cancellationToken) => verb.RunAsync(new CommandSession(host, parsed, parsed.GetValue(verb._dryRun)), parsed, parsed.GetValue(verb._dryRun), cancellationToken));
        return command;
    }

    /// <summary><c>plimsoll plan</c>: what publishing would do.</summary>
    public static Command CreatePlan(CommandHost host)
    {
        var verb = new PublishCommand();
        var command = new Command("plan", "Show what publishing would do with each tag and blob, without writing anything");
        verb.AddTo(command, [verb._verb.CompareOption]);
        command.SetAction((parsed, cancellationToken) => verb.RunAsync(new CommandSession(host, parsed, takesMarkdown: true), parsed, isDryRun: true, cancellationToken));
        return command;
    }

    private void AddTo(Command command, IReadOnlyList<Option> more)
    {
        command.Add(_source);
        command.Add(_image);
        _tags.AddTo(command);
        foreach (var option in (Option[])[_via, _platform, _base, _entrypoint, .. _marks.All, _reuse, .. _verb.PlanOptions, .. more])
            command.Add(option);
        _run.AddTo(command);
        _verb.AddTransferTo(command);
    }

    private async Task<int> RunAsync(CommandSession session, ParseResult parsed, bool isDryRun, CancellationToken cancellationToken)
    {
        var settings = _tags.SettingsOf(session, parsed) with
        {
            Source = LocationOf(session, parsed.GetValue(_source)),
            Images = parsed.GetValue(_image) ?? [],
            Via = parsed.GetValue(_via) is { } via ? Enum.Parse<PublishVia>(via, ignoreCase: true) : null,
            Platforms = RunOptions.ParsePlatforms(parsed.GetValue(_platform) ?? []),
            Base = LocationOf(session, parsed.GetValue(_base)),
            Entrypoint = parsed.GetValue(_entrypoint) ?? [],
            Reuse = parsed.GetValue(_reuse),
            RequestedTags = parsed.GetValue(_marks.Tag) ?? [],
            Labels = MarkOptions.ParsePairs(parsed, _marks.Label),
            Annotations = MarkOptions.ParsePairs(parsed, _marks.Annotation),
            Plan = parsed.GetValue(_fromPlan) is { } file ? await PublishPlan.ReadAsync(Path.GetFullPath(file, session.Host.Directory), file, cancellationToken) : null,
        };
        return await _verb.RunAsync(session, parsed, _run.Apply(parsed, settings), isDryRun, cancellationToken);
    }

    private static ImageLocation? LocationOf(CommandSession session, string? text) => text is null ? null : ImageLocation.Parse(text, session.Directory);
}
