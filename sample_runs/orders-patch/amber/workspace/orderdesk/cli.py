"""The command line."""

import argparse
import sys

from . import money, tax
from .models import Line
from .service import Desk, UnknownOrder
from .storage import Store


def parser():
    top = argparse.ArgumentParser(prog="orderdesk", description="Orders of a small shop in one file.")
    top.add_argument("--store", default="orders.json", help="the file with all orders")
    commands = top.add_subparsers(dest="command", required=True)
    commands.add_parser("list", help="all orders, newest first")
    place = commands.add_parser("place", help="place an order")
    place.add_argument("customer")
    place.add_argument("lines", nargs="+", metavar="sku:title:quantity:unit:vat", type=line)
    for name, text in [
        ("show", "one order with its lines"),
        ("history", "what happened to an order, oldest first"),
        ("pay", "record the payment"),
        ("ship", "record the shipment"),
        ("cancel", "cancel an unpaid order"),
    ]:
        commands.add_parser(name, help=text).add_argument("order", type=int)
    refund = commands.add_parser("refund", help="refund a part or all of an order")
    refund.add_argument("order", type=int)
    refund.add_argument("amount", type=money.parse)
    refund.add_argument("reason", nargs="?", default="")
    return top


def line(text):
    sku, title, quantity, unit, vat = text.split(":")
    return Line(sku, title, int(quantity), money.parse(unit), tax.rate_for(vat))


def head(order):
    return f"{order.id:>5}  {order.status:<10} {money.show(order.gross):>10}  {order.customer}"


def show(order, out):
    print(head(order), file=out)
    for each in order.lines:
        print(f"       {each.quantity} x {each.title:<24} {money.show(each.gross):>10}", file=out)
    for row in tax.summary(order.lines):
        print(f"       VAT {row['rate']} %: {money.show(row['vat'])}", file=out)
    for each in order.refunds:
        print(f"       refunded {money.show(each.amount)}  {each.reason}", file=out)


def main(argv=None, out=sys.stdout, err=sys.stderr):
    args = parser().parse_args(argv)
    desk = Desk(Store(args.store))
    try:
        if args.command == "list":
            for order in desk.orders():
                print(head(order), file=out)
        elif args.command == "place":
            print(head(desk.place(args.customer, args.lines)), file=out)
        elif args.command == "show":
            show(desk.order(args.order), out)
        elif args.command == "history":
            for event in desk.order(args.order).events:
                amount = "" if event.amount is None else money.show(event.amount)
                print(f"{event.at}  {event.kind:<9} {amount:>10}".rstrip(), file=out)
        elif args.command == "refund":
            booked = desk.refund(args.order, args.amount, args.reason)
            print(f"refunded {money.show(booked.amount)}, VAT {money.show(booked.vat)}", file=out)
        else:
            print(head(getattr(desk, args.command)(args.order)), file=out)
    except (UnknownOrder, ValueError) as error:
        print(f"orderdesk: {error}", file=err)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
