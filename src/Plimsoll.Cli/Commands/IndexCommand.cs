using System.CommandLine;
using Plimsoll.Cli.Options;

namespace Plimsoll.Cli.Commands;

/// <summary><c>plimsoll index</c>: joins images that were published by digest into one index, under the derived tags.</summary>
internal sealed class IndexCommand
{
    private readonly TagOptions _tags = new();
    private readonly Argument<string> _image = new("IMAGE") { Description = "Name of the image, as in 'plimsoll publish --image'" };
    private readonly Argument<string[]> _parts = new("PART")
    {
        Description = "Images to join: receipt files of 'publish --by-digest', folders that contain them, digests in IMAGE's repository, or references by digest",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Print what would be done without writing anything, as 'plimsoll plan' does" };
    private readonly PublishRunner _verb = new();

    public static Command Create(CommandHost host)
    {
        var verb = new IndexCommand();
        var command = new Command("index", "Join images published by digest into one index, under the tags derived from the git repository") { verb._image, verb._parts };
        verb._tags.AddTo(command);
        foreach (var option in (Option[])[verb._dryRun, .. verb._verb.PlanOptions, .. verb._verb.ExecuteOptions])
            command.Add(option);
        verb._verb.AddTransferTo(command);
        command.SetAction((parsed, cancellationToken) => verb.RunAsync(new CommandSession(host, parsed, parsed.GetValue(verb._dryRun)), parsed, cancellationToken));
        return command;
    }

    private Task<int> RunAsync(CommandSession session, ParseResult parsed, CancellationToken cancellationToken) => _verb.RunAsync(
        session,
        parsed,
        _tags.SettingsOf(session, parsed) with { Images = [parsed.GetRequiredValue(_image)], Parts = parsed.GetRequiredValue(_parts) },
        session.Has(_dryRun),
        cancellationToken);
}
