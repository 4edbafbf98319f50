namespace Plimsoll.Build.Planning;

/// <summary>The calls of a definition that say which of two targets runs first, named as they are written.</summary>
internal enum TargetCall
{
    DependsOn,
    DependentFor,
    After,
    Before,
    Triggers,
    TriggeredBy,
}
