using System.CommandLine;
using Plimsoll.Cli.Help;
using Plimsoll.Cli.Output;
using Plimsoll.Publishing;

namespace Plimsoll.Cli.Commands;

/// <summary><c>plimsoll man</c>: the manual, made of the commands themselves.</summary>
internal static class ManCommand
{
    private static readonly Argument<string> Folder = new("DIR") { Description = "Folder to write the pages to; it is created if it does not exist" };

    private static readonly Option<bool> Markdown = new("--markdown") { Description = "Write Markdown, for a documentation site, instead of roff for man" };

    public static Command Create(CommandHost host)
    {
        var command = new Command("man", "Write the manual, a page for each command") { Folder, Markdown };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var folder = Directory.CreateDirectory(Path.GetFullPath(parsed.GetRequiredValue(Folder), host.Directory)).FullName;
            foreach (var (file, text) in Manual.Pages(new PlimsollCommand(host).CreateRoot(), VerbTable.Groups, parsed.GetValue(Markdown)))
            {
                await ResultFile.WriteAsync(Path.Combine(folder, file), text, cancellationToken);
                host.Out.WriteLine(Path.Combine(parsed.GetRequiredValue(Folder), file));
            }

            return (int)ExitCode.Done;
        });
        return command;
    }
}
