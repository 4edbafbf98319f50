using System.CommandLine;

namespace Plimsoll.Cli.Commands;

/// <summary><c>plimsoll policy</c>: the rules of the policy.</summary>
internal static class PolicyCommand
{
    public static Command Create(CommandHost host) => new("policy", "List and explain the policy rules")
    {
        PolicyListCommand.Create(host),
        PolicyExplainCommand.Create(host),
    };
}
