using System.Collections;

namespace Plimsoll.Build.Parameters;

/// <summary>Makes the array or list that a parameter's type asks for.</summary>
internal static class ValueList
{
    public static object Create(Type type, Type item, IReadOnlyList<object?> items)
    {
        var array = Array.CreateInstance(item, items.Count);
        for (var i = 0; i < items.Count; i++)
            array.SetValue(items[i], i);
        if (type.IsArray || type.IsInterface)
            return array;

        var list = (IList)Activator.CreateInstance(type)!;
        foreach (var value in array)
            list.Add(value);
        return list;
    }
}
