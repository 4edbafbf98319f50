namespace Plimsoll.Build.Tools;

/// <summary>What is called with a process that ended: methods of tools take a function, whose result has no meaning.</summary>
internal static class ExitHandlers
{
    public static Action<IProcess>? AsAction(this Func<IProcess, object?>? handler) => handler is null ? null : process => handler(process);
}
