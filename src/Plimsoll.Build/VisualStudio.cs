using Plimsoll.Build.CI;

namespace Plimsoll.Build;

/// <summary>A terminal of Visual Studio.</summary>
public sealed class VisualStudio : Terminal
{
    internal VisualStudio(HostContext context) : base(context)
    {
    }
}
