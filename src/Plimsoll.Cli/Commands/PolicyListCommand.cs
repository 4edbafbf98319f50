using System.CommandLine;
using Plimsoll.Cli.Output;
using Plimsoll.Publishing;

namespace Plimsoll.Cli.Commands;

/// <summary><c>plimsoll policy list</c>: every rule with its severity by the configuration, and whether it is on.</summary>
internal static class PolicyListCommand
{
    public static Command Create(CommandHost host)
    {
        var command = new Command("list", "List the rules with their severities by plimsoll.yml, and which are on");
        command.SetAction(async (parsed, _) =>
        {
            var session = new CommandSession(host, parsed);
            var rules = RuleList.Create(session.Configuration.ToImagePolicy());
            await session.PrintRecordAsync(rules.ToJson() + "\n", rules.ToLines(host.TableStyle));
            return (int)ExitCode.Done;
        });
        return command;
    }
}
