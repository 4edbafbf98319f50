using Plimsoll.Build.CI;

namespace Plimsoll.Build;

/// <summary>A terminal: no build server is known to run the build.</summary>
public class Terminal : Host
{
    internal Terminal(HostContext context) : base(context)
    {
    }
}
