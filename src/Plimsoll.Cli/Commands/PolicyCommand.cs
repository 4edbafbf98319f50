using System.CommandLine;

namespace Plimsoll.Cli.Commands;

/// <summary><c>plimsoll policy</c>: what the policy is made of.</summary>
internal static class PolicyCommand
{
    public static Command Create(CommandHost host) => new("policy", "Explain the rules that files and images are checked by")
    {
        PolicyExplainCommand.Create(host),
    };
}
