using System.CommandLine;
using System.Text;
using Plimsoll.Cli.Help;
using Plimsoll.Publishing;

namespace Plimsoll.Cli.Commands;

/// <summary><c>plimsoll man</c>: the manual, made of the commands themselves.</summary>
internal static class ManCommand
{
    private static readonly Argument<string> Folder = new("DIR") { Description = "Folder to write the pages to; it is created if it does not exist" };

    private static readonly Option<string> Format = new Option<string>("--format")
    {
        Description = "Format of the pages: roff for man, or markdown",
        DefaultValueFactory = _ => "roff",
        HelpName = "roff|markdown",
    }.AcceptOnlyFromAmong("roff", "markdown");

    public static Command Create(CommandHost host)
    {
        var command = new Command("man", "Write the manual, a page for each command") { Folder, Format };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var folder = Directory.CreateDirectory(Path.GetFullPath(parsed.GetRequiredValue(Folder), host.Directory)).FullName;
            foreach (var (file, text) in Manual.Pages(new PlimsollCommand(host).CreateRoot(), VerbTable.Groups, parsed.GetValue(Format) == "markdown"))
            {
                await File.WriteAllTextAsync(Path.Combine(folder, file), text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), cancellationToken);
                host.Out.WriteLine(Path.Combine(parsed.GetRequiredValue(Folder), file));
            }

            return (int)ExitCode.Done;
        });
        return command;
    }
}
