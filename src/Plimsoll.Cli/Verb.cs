using System.CommandLine;

namespace Plimsoll.Cli;

/// <summary>A verb of the command, built only when the command line names it or asks for all of them.</summary>
/// <param name="Name">What is typed.</param>
/// <param name="Create">Builds it.</param>
internal sealed record Verb(string Name, Func<CommandHost, Command> Create);
