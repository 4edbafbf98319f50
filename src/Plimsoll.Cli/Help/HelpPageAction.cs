using System.CommandLine;
using System.CommandLine.Invocation;
using Plimsoll.Cli.Options;
using Plimsoll.Tags.Hosts;

namespace Plimsoll.Cli.Help;

/// <summary>Prints the help of the command that is asked about, whatever else is on the command line.</summary>
internal sealed class HelpPageAction(CommandHost host) : SynchronousCommandLineAction
{
    /// <summary>Where the reader's width is not known: a pipe, a file, a page of CI.</summary>
    private const int DefaultWidth = 100;

    public override bool Terminating => true;

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var page = new HelpPage(VerbTable.Groups, new Painter(host.UseColor), Math.Clamp(host.OutputWidth ?? DefaultWidth, 40, 120));
        foreach (var line in page.Lines(parseResult.CommandResult.Command, IsAll(parseResult)))
            host.Out.WriteLine(line);
        return 0;
    }

    /// <summary>A verb may have an option of the same name; with --help it means this.</summary>
    private static bool IsAll(ParseResult parsed) =>
        parsed.CommandResult.Command.Options.Append(CommonOptions.All).OfType<Option<bool>>().Any(option => option.Name == CommonOptions.All.Name && parsed.GetValue(option));
}
